package dev.spike.billing.postgres;

/** All that billing does, tied to one database. */
record Verbs(
        BillingDatabase database,
        Orders orders,
        Shopping shopping,
        CheckingOut checkingOut,
        Refunding refunding,
        Retrying retrying,
        Listening listening,
        Plans plans,
        Forgetting forgetting) {

    /** What is heard from the provider, and what it is asked when it is silent. */
    record Listening(Inbox inbox, Reconciling reconciling) {}

    /** What is done with plans. */
    record Plans(
            Touching touching,
            Shaping shaping,
            Subscribing subscribing,
            Switching switching,
            Previewing previewing,
            Offering offering,
            Discounting discounting,
            Stopping stopping,
            Due due) {}

    /** What is due with plans. */
    record Due(DueWork work, DueList list) {}

    static Verbs of(BillingSettings settings, BillingDatabase database) {
        var settledOwners = SettledOwners.beside(settings.credits());
        var providing = new Providing(settings);
        var paying = new Paying(providing);
        var takingBack = new TakingBack(settings);
        var returning = new Returning(takingBack, new TakingPeriodBack(settings));
        var settling = new Settling(settings, settledOwners);
        var hearing = new Hearing(settling);
        var touching = new Touching(database, settling, settledOwners);
        var asking = new AskingProvider(settings, database, hearing);
        var stopping = new Stopping(database, asking, settling);
        var switching = new Switching(settings, database, asking, settling);
        var discounting = new Discounting(database, asking);
        var refunding = new Refunding(settings, database, returning);
        var forgetting = new Forgetting(settings, database, settledOwners);
        return new Verbs(
                database,
                new Orders(),
                new Shopping(database),
                new CheckingOut(settings, database, paying),
                refunding,
                new Retrying(database, providing, takingBack),
                new Listening(
                        new Inbox(settings, database, new Working(settings, database, paying, returning, hearing)),
                        new Reconciling(
                                settings,
                                database,
                                new Answering(database, paying),
                                refunding,
                                new ReconcilingPlans(database, asking),
                                forgetting)),
                new Plans(
                        touching,
                        new Shaping(settings, database),
                        new Subscribing(settings, database, asking, stopping, switching, discounting),
                        switching,
                        new Previewing(settings, database, asking, stopping),
                        new Offering(database),
                        discounting,
                        stopping,
                        new Due(
                                new DueWork(database, settling, new Charging(settings, database, settling)),
                                new DueList(database))),
                forgetting);
    }
}
