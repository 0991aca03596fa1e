package dev.spike.testkit.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.NotEnoughBalanceException;
import dev.spike.ledger.SpendResult;
import dev.spike.ledger.Spent;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.LedgerUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The race that is easiest to lose: many threads and two nodes on one account that is nearly empty. */
class HotAccountRaceTest {

    private static final int ROUNDS = 6;

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private static TwoNodes nodes;
    private static Evidence evidence;

    private final Billable owner = Billable.of("user", UUID.randomUUID().toString());

    @BeforeAll
    static void open() {
        nodes = new TwoNodes(DATABASE);
        evidence = new Evidence(DATABASE.dataSource());
    }

    @AfterAll
    static void close() {
        nodes.close();
    }

    @RepeatedTest(ROUNDS)
    void exactly_as_many_spends_succeed_as_one_grant_covers() {
        nodes.account(0, owner).add(75);

        var results = allSpend(10);

        assertThat(spent(results)).isEqualTo(7);
        assertThat(results.stream()
                        .filter(Spent.class::isInstance)
                        .map(result -> result.receipt().balance().available()))
                .containsExactlyInAnyOrder(65L, 55L, 45L, 35L, 25L, 15L, 5L);
        assertLeft(5, 8, Racers.THREADS - 7);
    }

    @RepeatedTest(ROUNDS)
    void exactly_one_of_all_spends_succeeds_when_all_credits_are_asked_for() {
        nodes.account(0, owner).add(10);

        var results = allSpend(10);

        assertThat(spent(results)).isEqualTo(1);
        assertLeft(0, 2, Racers.THREADS - 1);
    }

    @RepeatedTest(ROUNDS)
    void exactly_as_many_spends_succeed_as_many_small_grants_cover() {
        for (int days = 1; days <= 10; days++) {
            nodes.account(days, owner)
                    .add(AddRequest.of(4).expiringAt(LedgerUnderTest.START.plus(Duration.ofDays(days))));
        }

        var results = allSpend(7);

        assertThat(spent(results)).isEqualTo(5);
        assertLeft(5, 15, Racers.THREADS - 5);
    }

    @RepeatedTest(ROUNDS)
    void nothing_is_spent_of_an_account_that_nobody_opened() {
        var results = allSpend(1);

        assertThat(spent(results)).isZero();
        assertThat(evidence.accounts(owner)).isEqualTo(1);
        assertLeft(0, 0, Racers.THREADS);
    }

    @RepeatedTest(ROUNDS)
    void every_add_of_the_first_touch_lands_on_the_one_account() {
        Racers.race(racer -> () -> nodes.account(racer, owner).add(3));

        assertThat(evidence.accounts(owner)).isEqualTo(1);
        assertLeft(3 * Racers.THREADS, Racers.THREADS, 0);
    }

    @RepeatedTest(ROUNDS)
    void adds_that_race_with_spends_lose_nothing_and_lend_nothing() {
        var left = Racers.<Long>race(racer -> racer % 4 < 2 ? adding(racer, 10) : spending(racer, 7)).stream()
                .mapToLong(Long::longValue)
                .sum();

        assertThat(left).isNotNegative();
        assertThat(nodes.account(0, owner).balance().available()).isEqualTo(left);
        assertThat(evidence.law(owner)).isEqualTo(left);
        evidence.verify(owner);
    }

    @RepeatedTest(ROUNDS)
    void spends_and_removals_never_take_the_same_credits() {
        nodes.account(0, owner).add(35);
        nodes.account(1, owner).add(AddRequest.of(5).expiringAt(LedgerUnderTest.START.plus(Duration.ofDays(1))));

        long taken = -Racers.<Long>race(racer -> racer % 4 < 2 ? spending(racer, 10) : removing(racer, 10)).stream()
                .mapToLong(Long::longValue)
                .sum();

        assertThat(taken).isEqualTo(40);
        assertLeft(0, 6, Racers.THREADS - 4);
    }

    private Callable<Long> adding(int racer, long amount) {
        return () -> {
            nodes.account(racer, owner).add(amount);
            return amount;
        };
    }

    private Callable<Long> spending(int racer, long amount) {
        return () -> nodes.account(racer, owner).trySpend(amount).fold(spent -> -amount, declined -> 0L);
    }

    private Callable<Long> removing(int racer, long amount) {
        return () -> {
            try {
                nodes.account(racer, owner).remove(amount);
                return -amount;
            } catch (NotEnoughBalanceException e) {
                return 0L;
            }
        };
    }

    private List<SpendResult> allSpend(long amount) {
        return Racers.race(racer -> () -> nodes.account(racer, owner).trySpend(amount));
    }

    private static long spent(List<SpendResult> results) {
        return results.stream().filter(Spent.class::isInstance).count();
    }

    private void assertLeft(long credits, long accepted, long declined) {
        assertThat(nodes.account(0, owner).balance().available()).isEqualTo(credits);
        assertThat(nodes.account(1, owner).balance().available()).isEqualTo(credits);
        assertThat(evidence.law(owner)).isEqualTo(credits);
        assertThat(evidence.receipts(owner, "accepted")).isEqualTo(accepted);
        assertThat(evidence.receipts(owner, "declined")).isEqualTo(declined);
        evidence.verify(owner);
    }
}
