package dev.spike.billing.postgres;

/** All that billing does, tied to one database. */
record Verbs(
        BillingDatabase database,
        Orders orders,
        Shopping shopping,
        CheckingOut checkingOut,
        Refunding refunding,
        Retrying retrying) {

    static Verbs of(BillingSettings settings, BillingDatabase database) {
        var providing = new Providing(settings);
        var paying = new Paying(providing);
        return new Verbs(
                database,
                new Orders(),
                new Shopping(database),
                new CheckingOut(settings, database, paying),
                new Refunding(settings, database),
                new Retrying(database, providing));
    }
}
