package dev.spike.benchmarks;

import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.Spent;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.PostgresCredits;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** The ledger by its public face: one statement per spend, with a key that the caller chose, and a receipt. */
final class LedgerDesign implements Design {

    private final DataSource dataSource;
    private final Credits credits;
    private final AtomicLong keys = new AtomicLong();

    LedgerDesign(DataSource dataSource) {
        this.dataSource = dataSource;
        this.credits = PostgresCredits.on(dataSource).build();
    }

    @Override
    public void fill(int accounts) throws SQLException {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        LedgerSchema.migrate(dataSource, now);
        new LedgerStore(dataSource).fill(accounts, now);
    }

    @Override
    public void open(String owner, long amount) {
        credits.of(owner(owner)).add(amount);
    }

    @Override
    public boolean spendOne(String owner) {
        var request = SpendRequest.of(1).withKey("call-" + keys.incrementAndGet());
        return credits.of(owner(owner)).trySpend(request) instanceof Spent;
    }

    private static Billable owner(String owner) {
        return Billable.of(LedgerStore.BILLABLE_TYPE, owner);
    }
}
