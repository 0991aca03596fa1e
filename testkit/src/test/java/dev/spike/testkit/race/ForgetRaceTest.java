package dev.spike.testkit.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Billable;
import dev.spike.ledger.Declined;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.LedgerUnavailableException;
import dev.spike.ledger.NoneSpent;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendAllResult;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.Spent;
import dev.spike.testkit.LedgerDatabase;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What meets a forgetting is decided wholly before it or wholly after, on a new account; no row is lost or named wrongly. */
class ForgetRaceTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private static final int TURNS = 8;
    private static final int FORGETTERS = 2;

    private final Billable user = Billable.of("user", UUID.randomUUID().toString());
    private final Billable partner = Billable.of("user", UUID.randomUUID().toString());
    private final Evidence evidence = new Evidence(DATABASE.dataSource());

    private static final String CREDITS = """
            SELECT sum(credits)
            FROM spike_credit_transactions
            """;

    private static final String RECEIPTS = """
            SELECT count(*)
            FROM spike_credit_receipts
            """;

    private static final String MISNAMED = """
            SELECT count(*)
            FROM spike_credit_transactions t
            LEFT JOIN spike_credit_accounts a ON a.id = t.account_id AND a.billable_type = t.billable_type
                AND a.billable_id = t.billable_id AND a.credit_type = t.credit_type
            WHERE a.id IS NULL
            """;

    /** What a racer did: how much it added and spent, and how many receipts that left. */
    private record Done(long added, long spent, long receipts) {

        static final Done NOTHING = new Done(0, 0, 0);

        Done plus(Done other) {
            return new Done(added + other.added, spent + other.spent, receipts + other.receipts);
        }
    }

    @Test
    @Timeout(120)
    void nothing_is_lost_where_many_spend_while_the_person_is_forgotten_again_and_again() {
        try (var nodes = new TwoNodes(DATABASE)) {
            nodes.account(0, partner).add(100_000);
            long creditsBefore = evidence.total(CREDITS);
            long receiptsBefore = evidence.total(RECEIPTS);

            var all = Racers.race(racer ->
                            racer < FORGETTERS ? () -> forgetting(nodes, racer) : () -> busy(nodes, racer, TURNS))
                    .stream()
                    .reduce(Done.NOTHING, Done::plus);

            assertThat(all.spent()).isPositive();
            assertThat(evidence.total(CREDITS) - creditsBefore).isEqualTo(all.added() - all.spent());
            assertThat(evidence.total(RECEIPTS) - receiptsBefore).isEqualTo(all.receipts());
            assertThat(evidence.total(MISNAMED)).isZero();
            evidence.verifyAll();
        }
    }

    /** So often that many meet it, and not so often that nobody else ever gets the account. */
    private Done forgetting(TwoNodes nodes, int racer) {
        var done = Done.NOTHING;
        for (int turn = 0; turn < TURNS / 2; turn++) {
            done = done.plus(busy(nodes, racer, 2));
            nodes.of(racer).forget(user);
        }
        return done;
    }

    private Done busy(TwoNodes nodes, int racer, int turns) {
        var account = nodes.account(racer, user);
        var done = Done.NOTHING;
        for (int turn = 0; turn < turns; turn++) {
            account.add(5);
            boolean spent = account.trySpend(SpendRequest.of(3)) instanceof Spent;
            account.tryHold(HoldRequest.of(1));
            var both = SpendAllRequest.of(partner, "credits", 2).and(user, "credits", 1);
            boolean ofBoth = !(answered(() -> nodes.of(racer).trySpendAll(both)) instanceof NoneSpent);
            done = done.plus(new Done(5, (spent ? 3 : 0) + (ofBoth ? 3 : 0), 5));
        }
        return done;
    }

    /** Who meets a forgetting in each of the engine's attempts is told that nothing moved, and asks again. */
    private static SpendAllResult answered(Supplier<SpendAllResult> asked) {
        var refusals = new ArrayList<LedgerUnavailableException>();
        while (true) {
            try {
                return asked.get();
            } catch (LedgerUnavailableException e) {
                refusals.add(e);
                assertThat(e).hasMessageContaining("40001").hasMessageContaining("Nothing moved");
                assertThat(refusals).hasSizeLessThan(FORGETTERS * TURNS);
            }
        }
    }

    @Test
    @Timeout(60)
    void a_spend_that_waited_for_the_forgetting_finds_an_empty_account() throws Exception {
        try (var nodes = new TwoNodes(DATABASE)) {
            nodes.account(0, user).add(100);

            var result = whileForgetting(nodes, () -> nodes.account(1, user).trySpend(10));

            assertThat(result).isInstanceOf(Declined.class);
            assertThat(nodes.account(0, user).balance().available()).isZero();
            assertThat(evidence.receipts(user, "declined")).isOne();
            evidence.verifyAll();
        }
    }

    @Test
    @Timeout(60)
    void a_spend_of_several_that_waited_for_the_forgetting_finds_an_empty_account_too() throws Exception {
        try (var nodes = new TwoNodes(DATABASE)) {
            nodes.account(0, user).add(100);
            nodes.account(0, partner).add(100);
            var both = SpendAllRequest.of(user, "credits", 1).and(partner, "credits", 2);

            var result = whileForgetting(nodes, () -> nodes.of(1).trySpendAll(both));

            assertThat(result).isInstanceOfSatisfying(NoneSpent.class, none -> assertThat(none.shortages())
                    .hasSize(1));
            assertThat(nodes.account(0, partner).balance().available()).isEqualTo(100);
            evidence.verifyAll();
        }
    }

    /** What is asked while a host has forgotten the user and not committed, and must wait for it. */
    private <T> T whileForgetting(TwoNodes nodes, Callable<T> asked) throws Exception {
        var threads = Executors.newSingleThreadExecutor();
        try (var host = nodes.connection(0)) {
            nodes.of(0).joining(host).forget(user);
            var answer = threads.submit(asked);
            while (evidence.waiting() == 0 && !answer.isDone()) {
                Thread.onSpinWait();
            }
            host.commit();
            return answer.get(30, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @Timeout(60)
    void a_spend_before_the_forgetting_goes_with_the_account() throws Exception {
        var threads = Executors.newSingleThreadExecutor();
        try (var nodes = new TwoNodes(DATABASE);
                var host = nodes.connection(0)) {
            nodes.account(0, user).add(100);
            nodes.of(0).joining(host).of(user).spend(10);

            var erasure = threads.submit(() -> nodes.of(1).forget(user));
            while (evidence.waiting() == 0 && !erasure.isDone()) {
                Thread.onSpinWait();
            }
            host.commit();

            assertThat(erasure.get(30, TimeUnit.SECONDS).rows()).isEqualTo(1 + 2 + 2);
            assertThat(evidence.accounts(user)).isZero();
            evidence.verifyAll();
        } finally {
            threads.shutdownNow();
        }
    }
}
