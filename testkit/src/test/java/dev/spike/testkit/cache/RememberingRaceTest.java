package dev.spike.testkit.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.spike.ledger.BalanceCache;
import dev.spike.ledger.Billable;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.SettableClock;
import dev.spike.testkit.contract.LedgerUnderTest;
import dev.spike.testkit.race.Racers;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Readers, writers and a second node on a few accounts that are only ever spent of, so that a balance that is higher than one
 * told before is an old one.
 */
class RememberingRaceTest {

    private static final int RACERS = 12;
    private static final int ROUNDS = 120;
    private static final long CREDITS = 1_000_000;

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private static HikariDataSource elsewhere;

    @BeforeAll
    static void open() {
        elsewhere = DATABASE.pool(RACERS);
    }

    @AfterAll
    static void close() {
        elsewhere.close();
    }

    /** An owner, and the lowest balance that anybody was told. */
    private record Seen(Billable owner, AtomicLong lowest) {

        static Seen funded(PostgresCredits credits) {
            var owner = Billable.of("user", UUID.randomUUID().toString());
            credits.of(owner).add(CREDITS);
            return new Seen(owner, new AtomicLong(CREDITS));
        }

        void told(long available) {
            lowest.accumulateAndGet(available, Math::min);
        }

        void read(PostgresCredits credits) {
            long told = lowest.get();
            long available = credits.of(owner).balance().available();
            assertThat(available).as("a balance told after one of %s", told).isLessThanOrEqualTo(told);
            told(available);
        }
    }

    /** @param sizeMax with one, what is remembered of one account makes room for another all the time */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void nobody_is_told_an_older_balance_than_was_told_before(int sizeMax) {
        var clock = SettableClock.at(LedgerUnderTest.START);
        var credits = PostgresCredits.on(DATABASE.dataSource())
                .clock(clock)
                .cacheBalances(BalanceCache.of(sizeMax, BalanceCache.AGE_LIMIT))
                .build();
        var otherNode = PostgresCredits.on(elsewhere).clock(clock).build();
        var accounts = Stream.generate(() -> Seen.funded(credits)).limit(3).toList();

        Racers.race(RACERS, racer -> switch (racer % 6) {
            case 0 -> spending(credits, accounts, racer);
            case 1 -> joining(credits, accounts, racer);
            case 2 -> spendingElsewhere(otherNode, accounts, racer);
            default -> reading(credits, accounts, racer);
        });

        var stats = credits.balanceCache().orElseThrow();
        assertThat(stats.misses()).isPositive();
        assertThat(stats.hits()).isPositive();
        assertThat(stats.size()).isLessThanOrEqualTo(sizeMax);
        accounts.forEach(account -> assertEndsRight(credits, otherNode, account));
    }

    private static void assertEndsRight(PostgresCredits credits, PostgresCredits otherNode, Seen account) {
        credits.of(account.owner()).spend(1);
        assertThat(credits.of(account.owner()).balance())
                .isEqualTo(otherNode.of(account.owner()).balance());
    }

    private static Callable<Integer> reading(PostgresCredits credits, List<Seen> accounts, int racer) {
        return rounds(4 * ROUNDS, round -> accounts.get((round + racer) % 3).read(credits));
    }

    private static Callable<Integer> spending(PostgresCredits credits, List<Seen> accounts, int racer) {
        return rounds(ROUNDS, round -> {
            var account = accounts.get((round + racer) % 3);
            account.told(
                    credits.of(account.owner()).spend(1).receipt().balance().available());
            account.read(credits);
        });
    }

    private static Callable<Integer> joining(PostgresCredits credits, List<Seen> accounts, int racer) {
        return rounds(ROUNDS, round -> {
            var account = accounts.get((round + racer) % 3);
            try (var connection = DATABASE.dataSource().getConnection()) {
                connection.setAutoCommit(false);
                var joined = credits.joining(connection);
                var spent = joined.of(account.owner()).spend(1);
                connection.commit();
                joined.publish();
                account.told(spent.receipt().balance().available());
            } catch (SQLException e) {
                throw new IllegalStateException("The host's transaction failed.", e);
            }
            account.read(credits);
        });
    }

    /** Whoever spends there tells nobody here: what it was told may be read here later. */
    private static Callable<Integer> spendingElsewhere(PostgresCredits otherNode, List<Seen> accounts, int racer) {
        return rounds(
                ROUNDS,
                round -> otherNode.of(accounts.get((round + racer) % 3).owner()).spend(1));
    }

    private interface Round {

        void run(int round);
    }

    private static Callable<Integer> rounds(int count, Round round) {
        return () -> {
            for (int i = 0; i < count; i++) {
                round.run(i);
            }
            return count;
        };
    }
}
