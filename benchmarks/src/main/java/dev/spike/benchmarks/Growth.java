package dev.spike.benchmarks;

import dev.spike.benchmarks.GrowthStore.Relation;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.Spent;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.PostgresCredits;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** Spends on empty tables, day after day, and looks what has become larger. */
final class Growth {

    private static final Instant FIRST_DAY = Instant.parse("2026-01-01T12:00:00Z");

    /** What the grants of the accounts last, and a day. */
    static final int DAYS_MAX = 28;

    static final int SPENDS_MAX = 10_000_000;
    static final int ACCOUNTS_MAX = 100_000;

    private static final long MILLION = 1_000_000;

    private final Plan plan;

    Growth(Plan plan) {
        this.plan = plan;
    }

    /** So many spends, evenly by so many accounts on so many days. */
    record Plan(int spends, int accounts, int days) {

        Plan {
            check("spends", spends, SPENDS_MAX);
            check("accounts", accounts, ACCOUNTS_MAX);
            check("days", days, DAYS_MAX);
            if (spends < accounts * (long) days) {
                throw new IllegalArgumentException("With " + spends + " spends by " + accounts + " accounts on " + days
                        + " days not every account spends every day; give " + accounts * (long) days + " or more.");
            }
        }

        private static void check(String what, int value, int most) {
            if (value < 1 || value > most) {
                throw new IllegalArgumentException(
                        "The number of " + what + " is " + value + "; give 1 to " + most + ".");
            }
        }

        int onEachDay() {
            return spends / accounts / days;
        }

        /** Without what does not divide evenly. */
        long spent() {
            return (long) onEachDay() * accounts * days;
        }
    }

    /**
     * What a million spends add.
     *
     * @param bytes of each table and index that grew
     * @param wal of the write-ahead log
     */
    record Grown(Map<Relation, Long> bytes, long wal) {

        long inAll() {
            return bytes.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** @param callers that spend at the same time, each of accounts of its own; a connection for each and three at least */
    Grown run(DataSource dataSource, boolean everySpendKept, int callers) throws Exception {
        LedgerSchema.migrate(dataSource, FIRST_DAY);
        new LedgerStore(dataSource).fill(plan.accounts(), FIRST_DAY);
        var now = new AtomicReference<>(FIRST_DAY);
        var builder = PostgresCredits.on(dataSource).clock(now::get);
        var credits = (everySpendKept ? builder.keepEverySpend() : builder).build();
        var store = new GrowthStore(dataSource);
        var wal = new Wal(dataSource);
        var before = store.sizes();
        long walBefore = wal.position();
        for (int day = 0; day < plan.days(); day++) {
            now.set(FIRST_DAY.plus(Duration.ofDays(day)));
            Load.together(callers, (caller, go) -> spend(credits, caller, callers));
        }
        long walBytes = wal.position() - walBefore;
        return new Grown(perMillion(before, store.sizes()), perMillion(walBytes));
    }

    private int spend(Credits credits, int caller, int callers) {
        int spent = 0;
        for (int round = 0; round < plan.onEachDay(); round++) {
            for (int account = 1 + caller; account <= plan.accounts(); account += callers) {
                var owner = Billable.of(LedgerStore.BILLABLE_TYPE, Integer.toString(account));
                var request = SpendRequest.of(1).withKey(UUID.randomUUID().toString());
                if (!(credits.of(owner).trySpend(request) instanceof Spent)) {
                    throw new IllegalStateException("Account " + account + " ran dry.");
                }
                spent++;
            }
        }
        return spent;
    }

    private Map<Relation, Long> perMillion(Map<Relation, Long> before, Map<Relation, Long> after) {
        var grown = new LinkedHashMap<Relation, Long>();
        after.forEach((relation, bytes) -> {
            long more = bytes - before.getOrDefault(relation, 0L);
            if (more > 0) {
                grown.put(relation, perMillion(more));
            }
        });
        return grown;
    }

    private long perMillion(long bytes) {
        return Math.multiplyExact(bytes, MILLION) / plan.spent();
    }
}
