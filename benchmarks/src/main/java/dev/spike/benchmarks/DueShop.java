package dev.spike.benchmarks;

import dev.spike.billing.Billing;
import dev.spike.billing.Catalogue;
import dev.spike.billing.Interval;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.catalogue.CatalogueReader;
import dev.spike.billing.catalogue.CatalogueSource;
import dev.spike.billing.postgres.BillingSchema;
import dev.spike.billing.postgres.PostgresBilling;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.provider.local.LocalProvider;
import dev.spike.provider.local.LocalSchema;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** Ten subscribers who renew every month, beside so many whose renewal is years away. */
final class DueShop {

    static final int DUE = 10;

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String BILLABLE_TYPE = "due";
    private static final int LIMIT = 100;

    private final DataSource pool;
    private final CountedStatements statements = new CountedStatements();
    private final Billing billing;
    private volatile Instant now = START;

    DueShop(DataSource pool) {
        this.pool = pool;
        LedgerSchema.migrate(pool, START);
        BillingSchema.migrate(pool);
        LocalSchema.migrate(pool);
        var counted = statements.on(pool);
        var credits = PostgresCredits.on(counted)
                .creditType(CreditType.of("credits"))
                .clock(() -> now)
                .build();
        var provider = LocalProvider.on(pool)
                .clock(() -> now)
                .secret(LocalProvider.newSecret())
                .pagesAt(URI.create("http://127.0.0.1/"))
                .build();
        billing = PostgresBilling.on(counted, credits)
                .catalogue(catalogue())
                .provider(provider)
                .clock(() -> now)
                .build();
    }

    private static Catalogue catalogue() {
        var values = new LinkedHashMap<String, String>();
        values.put("provider", LocalProvider.NAME);
        values.put("credit-types[0].id", "credits");
        values.put("subscriptions[0].id", "standard");
        values.put("subscriptions[0].name", "Standard");
        values.put("subscriptions[0].price-monthly", "10.00 USD");
        values.put("subscriptions[0].provides-monthly[0].credits", "5000");
        return CatalogueReader.of(List.of(), List.of(LocalProvider.NAME)).read(CatalogueSource.of(values));
    }

    /** Given for nothing, so that they renew by themselves, as due work and nobody's webhook. */
    void fill(int others) throws SQLException {
        new LedgerStore(pool).fill(others, START);
        var ids = IntStream.rangeClosed(1, DUE).mapToObj(Integer::toString).toList();
        for (var id : ids) {
            var result = billing.of(Billable.of(BILLABLE_TYPE, id))
                    .subscriber()
                    .subscribeWithoutPayment("standard", Interval.MONTHLY);
            if (!(result instanceof SubscribeResult.Done)) {
                throw new IllegalStateException("Nobody could subscribe: " + result);
            }
        }
        var store = new DueStore(pool);
        store.copy(ids.get(0));
        store.vacuum();
    }

    /** What it took to do what is due. */
    record Run(long nanos, long statements) {}

    /** The month of that number begins, and all that is due is done. */
    Run run(int month) {
        now = START.atZone(ZoneOffset.UTC).plusMonths(month).toInstant();
        long before = statements.count();
        long started = System.nanoTime();
        int done = billing.runDue(now, LIMIT);
        var run = new Run(System.nanoTime() - started, statements.count() - before);
        if (done != DUE || !billing.failedDue(1).isEmpty()) {
            throw new IllegalStateException(
                    "Of " + DUE + " renewals " + done + " were tried, and these failed: " + billing.failedDue(LIMIT));
        }
        return run;
    }
}
