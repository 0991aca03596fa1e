package dev.spike.server.simulate;

import dev.spike.billing.Catalogue;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.server.shop.Proof;
import java.util.List;
import javax.sql.DataSource;

/** Proves from the tables of the provider, of billing and of the ledger that they agree, when nobody writes any more. */
final class Proving {

    private final DataSource dataSource;
    private final Simulation.Plan plan;
    private final String zone;
    private final PeriodProofStore periods;
    private final MoneyProofStore money;
    private final StandingProofStore standing;

    Proving(DataSource dataSource, Catalogue catalogue, Simulation.Plan plan) {
        this.dataSource = dataSource;
        this.plan = plan;
        this.zone = catalogue.settings().zone().getId();
        this.periods = new PeriodProofStore(
                dataSource, catalogue.settings().subscriptions().pastDueGrace());
        this.money = new MoneyProofStore(dataSource);
        this.standing = new StandingProofStore(dataSource, catalogue);
    }

    List<Proof> all() {
        new BooksStore(dataSource).make(zone);
        return List.of(
                Proof.of("every paid period is provided once", periods.providedWhenPaid()),
                Proof.of("every trial and comped period is provided once", periods.providedForNothing()),
                Proof.of("nothing is provided that was not paid", periods.notProvided()),
                Proof.of("what a month gave is over when the next comes", periods.ended(zone)),
                Proof.of("nothing is left of an unpaid period", periods.nothingLeft(zone)),
                Proof.of("no credits end before the next ones come", periods.continuous(plan.outages())),
                Proof.of("nobody quiet is seen without credits", periods.seen()),
                Proof.of("no visit of a customer failed", periods.visits()),
                Proof.of("money taken is for something of ours", money.taken()),
                Proof.of("what we take to be paid was paid", money.paidFor()),
                Proof.of("every payment has its invoice", money.invoiced()),
                Proof.of("no account was ever below its floor", standing.floors()),
                Proof.of("every webhook is worked or ignored", standing.worked()),
                Proof.of("nothing is left to do, and both sides stand alike", standing.done()),
                Proof.law(new LedgerVerifier(dataSource).verify()));
    }
}
