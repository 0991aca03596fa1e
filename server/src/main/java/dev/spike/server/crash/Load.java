package dev.spike.server.crash;

import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.server.crash.Journal.Answered;
import java.util.Collection;
import javax.sql.DataSource;

/** What clients do with a request: write it down, ask, write down the answer. Thread-safe. */
final class Load {

    static final String BILLABLE_TYPE = "crash";

    private static final NegativePolicy A_LITTLE_BELOW = NegativePolicy.downTo(-60);

    private final Credits credits;
    private final Journal journal;
    private final Known known;

    Load(DataSource dataSource, Journal journal, Known known) {
        this.credits = PostgresCredits.on(dataSource).negative(Load::policyFor).build();
        this.journal = journal;
        this.known = known;
    }

    /** The accounts 1 and 11 may owe. */
    private static NegativePolicy policyFor(CreditType type, Billable billable) {
        return billable.billableId().endsWith("1") ? A_LITTLE_BELOW : NegativePolicy.refused();
    }

    void send(Sent sent) {
        journal.sent(sent);
        ask(sent);
    }

    /** Asks again, under the same keys, what an earlier client was not told. */
    void repeat(Collection<Sent> unanswered) {
        unanswered.forEach(this::ask);
    }

    private void ask(Sent sent) {
        var answered = new Answered(sent, Asking.ask(credits, sent));
        journal.answered(answered);
        known.learn(answered);
    }
}
