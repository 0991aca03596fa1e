package dev.spike.testkit.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AllSpent;
import dev.spike.ledger.Billable;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.LedgerUnavailableException;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.testkit.LedgerDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two hosts that touch two accounts in opposite order: PostgreSQL ends one of them, and that one is told why. */
class OppositeOrderTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final Billable one = Billable.of("user", UUID.randomUUID().toString());
    private final Billable other = Billable.of("user", UUID.randomUUID().toString());

    @Test
    @Timeout(60)
    void one_host_is_told_of_the_deadlock_and_nothing_is_lost() throws Exception {
        try (var nodes = new TwoNodes(DATABASE)) {
            nodes.account(0, one).add(100);
            nodes.account(0, other).add(100);

            var refusals = bothHosts(nodes);

            assertThat(refusals).hasSize(1);
            assertThat(refusals.get(0).error()).isEqualTo(ErrorCode.LEDGER_UNAVAILABLE);
            assertThat(refusals.get(0))
                    .hasMessageContaining("40P01")
                    .hasMessageContaining("repeat this one")
                    .hasMessageContaining("spendAll");
            assertThat(nodes.account(0, one).balance().available()).isEqualTo(90);
            assertThat(nodes.account(1, other).balance().available()).isEqualTo(90);
            var evidence = new Evidence(DATABASE.dataSource());
            assertThat(evidence.law(one) + evidence.law(other)).isEqualTo(180);
            evidence.verify(one);
            evidence.verify(other);
        }
    }

    /** The first to wait for an account is the first to get it, and would then wait for what the second has. */
    @Test
    @Timeout(60)
    void spending_of_both_at_once_is_the_cure() throws Exception {
        var evidence = new Evidence(DATABASE.dataSource());
        var threads = Executors.newFixedThreadPool(2);
        try (var nodes = new TwoNodes(DATABASE);
                var holder = nodes.connection(0)) {
            nodes.account(0, one).add(100);
            nodes.account(0, other).add(100);

            nodes.of(0).joining(holder).of(one).spend(10);
            var first = threads.submit(() -> spendOfBoth(nodes, 0, one, other));
            awaitWaiting(evidence, 1, first);
            var second = threads.submit(() -> spendOfBoth(nodes, 1, other, one));
            awaitWaiting(evidence, 2, second);
            holder.commit();

            assertThat(List.of(first.get(), second.get()))
                    .allSatisfy(spent -> assertThat(spent.receipts()).hasSize(2));
            assertThat(nodes.account(0, one).balance().available()).isEqualTo(70);
            assertThat(nodes.account(1, other).balance().available()).isEqualTo(80);
            evidence.verify(one);
            evidence.verify(other);
        } finally {
            threads.shutdownNow();
        }
    }

    private static AllSpent spendOfBoth(TwoNodes nodes, int node, Billable first, Billable second) throws Exception {
        try (var connection = nodes.connection(node)) {
            var request = SpendAllRequest.of(first, "credits", 10).and(second, "credits", 10);
            var spent = nodes.of(node).joining(connection).spendAll(request);
            connection.commit();
            return spent;
        }
    }

    private static void awaitWaiting(Evidence evidence, long sessions, Future<?> unless) {
        while (evidence.waiting() < sessions && !unless.isDone()) {
            Thread.onSpinWait();
        }
    }

    private List<LedgerUnavailableException> bothHosts(TwoNodes nodes) throws Exception {
        var firstTouched = new CyclicBarrier(2);
        var threads = Executors.newFixedThreadPool(2);
        try {
            var hosts = List.of(host(nodes, 0, firstTouched, one, other), host(nodes, 1, firstTouched, other, one));
            var refusals = new ArrayList<LedgerUnavailableException>();
            for (var host : threads.invokeAll(hosts, 50, TimeUnit.SECONDS)) {
                host.get().ifPresent(refusals::add);
            }
            return refusals;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Optional<LedgerUnavailableException>> host(
            TwoNodes nodes, int node, CyclicBarrier firstTouched, Billable first, Billable second) {
        return () -> {
            try (var connection = nodes.connection(node)) {
                var joined = nodes.of(node).joining(connection);
                joined.of(first).spend(10);
                Racers.await(firstTouched);
                try {
                    joined.of(second).spend(10);
                    connection.commit();
                    return Optional.empty();
                } catch (LedgerUnavailableException e) {
                    connection.rollback();
                    return Optional.of(e);
                }
            }
        };
    }
}
