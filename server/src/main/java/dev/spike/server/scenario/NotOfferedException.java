package dev.spike.server.scenario;

/** Ends a case: it asks for a rule that the ledger does not claim. */
final class NotOfferedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotOfferedException(String what) {
        super(what, null, false, false);
    }

    /** The policy, field or operation, such as {@code operation replace_grant}. */
    String what() {
        return String.valueOf(getMessage());
    }
}
