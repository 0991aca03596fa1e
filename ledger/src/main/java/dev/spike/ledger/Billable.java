package dev.spike.ledger;

/**
 * Who owns credits: the application's User or Team.
 *
 * <p>Implement the two methods on an entity and {@code user.credits("sms").spend(10)} works wherever one engine is
 * {@linkplain Credits#install installed}. Libraries, tests and applications with several engines say
 * {@code credits.of(user, "sms").spend(10)} instead.
 */
public interface Billable {

    /** The kind of owner, such as {@code user}; 1 to 255 characters, the same for all owners of the kind, for ever. */
    String billableType();

    /** The owner's id within its kind; 1 to 255 characters, never given to another owner. */
    String billableId();

    /** The account of the first configured credit type, in the installed engine. */
    default CreditAccount credits() {
        return InstalledCredits.theOne().of(this);
    }

    /**
     * The account of the credit type, in the installed engine.
     *
     * @throws UnknownCreditTypeException when the engine knows no such type
     */
    default CreditAccount credits(String creditType) {
        return InstalledCredits.theOne().of(this, creditType);
    }

    /** A billable that is no more than its two names. */
    static Billable of(String type, String id) {
        return new NamedBillable(type, id);
    }
}
