package dev.spike.ledger.postgres;

import dev.spike.ledger.BalanceUpdated;
import dev.spike.ledger.JoinedCredits;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/** The engine in a host's transaction: what it would tell waits until the host says that it has committed. */
final class JoinedPostgresCredits extends EngineCredits implements JoinedCredits {

    private final Balances balances;
    private final List<BalanceUpdated> untold;
    private final Publisher publisher;

    static JoinedPostgresCredits of(Engine engine, Publisher publisher, Connection connection) {
        var untold = new ArrayList<BalanceUpdated>();
        var host = new HostDatabase(connection);
        var balances = engine.balances().within(host);
        return new JoinedPostgresCredits(
                new Engine(engine.settings(), engine.verbs(), host, balances, untold::add), untold, publisher);
    }

    private JoinedPostgresCredits(Engine engine, List<BalanceUpdated> untold, Publisher publisher) {
        super(engine);
        this.balances = engine.balances();
        this.untold = untold;
        this.publisher = publisher;
    }

    @Override
    public void publish() {
        balances.committed();
        var events = List.copyOf(untold);
        untold.clear();
        events.forEach(publisher::publish);
    }

    @Override
    public void outcomeUnknown() {
        balances.committed();
        untold.clear();
    }

    @Override
    public JoinedCredits joining(Connection connection) {
        throw new IllegalStateException(
                "These credits have joined a transaction already; join from the engine itself.");
    }
}
