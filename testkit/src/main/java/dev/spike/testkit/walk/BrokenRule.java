package dev.spike.testkit.walk;

/** An engine and the model differ. */
final class BrokenRule extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenRule(String message) {
        super(message);
    }

    BrokenRule(String message, Throwable cause) {
        super(message, cause);
    }

    static void unlessSame(String what, Object model, Object engine) {
        if (!model.equals(engine)) {
            throw new BrokenRule(what + ": the model says " + model + ", the engine says " + engine + ".");
        }
    }

    static void unless(boolean holds, String broken) {
        if (!holds) {
            throw new BrokenRule(broken);
        }
    }
}
