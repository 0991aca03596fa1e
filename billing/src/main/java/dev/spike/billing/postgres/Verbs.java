package dev.spike.billing.postgres;

/** All that billing does, tied to one database. */
record Verbs(
        BillingDatabase database,
        Orders orders,
        Shopping shopping,
        CheckingOut checkingOut,
        Refunding refunding,
        Retrying retrying,
        Listening listening) {

    /** What is heard from the provider, and what it is asked when it is silent. */
    record Listening(Inbox inbox, Reconciling reconciling) {}

    static Verbs of(BillingSettings settings, BillingDatabase database) {
        var providing = new Providing(settings);
        var paying = new Paying(providing);
        var takingBack = new TakingBack(settings);
        var returning = new Returning(takingBack);
        var refunding = new Refunding(settings, database, returning);
        return new Verbs(
                database,
                new Orders(),
                new Shopping(database),
                new CheckingOut(settings, database, paying),
                refunding,
                new Retrying(database, providing, takingBack),
                new Listening(
                        new Inbox(settings, database, new Working(settings, database, paying, returning)),
                        new Reconciling(settings, database, new Answering(database, paying), refunding)));
    }
}
