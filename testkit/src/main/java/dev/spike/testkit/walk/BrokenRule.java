package dev.spike.testkit.walk;

/** An engine and the model differ. */
final class BrokenRule extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenRule(String message) {
        super(message);
    }
}
