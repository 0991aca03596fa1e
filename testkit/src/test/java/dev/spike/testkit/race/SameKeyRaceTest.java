package dev.spike.testkit.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.LedgerUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One key from many threads and two nodes, on their own and inside hosts' transactions: one effect, one answer. */
class SameKeyRaceTest {

    private static final int ROUNDS = 5;
    private static final String KEY = "call-17";

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
    void a_spend_from_the_current_grant_happens_once() {
        nodes.account(0, owner).add(100);

        var receipts = Racers.race(racer -> () -> spend(racer, 10));

        assertOneAnswer(receipts);
        assertLeft(90);
    }

    @RepeatedTest(ROUNDS)
    void a_spend_across_grants_happens_once() {
        nodes.account(0, owner).add(AddRequest.of(6).expiringAt(LedgerUnderTest.START.plus(Duration.ofDays(1))));
        nodes.account(0, owner).add(94);

        var receipts = Racers.race(racer -> () -> spend(racer, 10));

        assertOneAnswer(receipts);
        assertThat(receipts.get(0).allocations()).hasSize(2);
        assertLeft(90);
    }

    @RepeatedTest(ROUNDS)
    void a_decline_is_decided_once_while_credits_arrive() {
        nodes.account(0, owner).add(5);

        var receipts =
                Racers.race(racer -> racer % 8 == 7 ? adding(racer) : () -> Optional.of(spend(racer, 25))).stream()
                        .flatMap(Optional::stream)
                        .toList();

        assertOneAnswer(receipts);
        boolean accepted = receipts.get(0).outcome() == Receipt.Outcome.ACCEPTED;
        assertLeft(5 + 4 * 10 - (accepted ? 25 : 0));
    }

    private Callable<Optional<Receipt>> adding(int racer) {
        return () -> {
            nodes.account(racer, owner).add(10);
            return Optional.empty();
        };
    }

    @RepeatedTest(ROUNDS)
    void an_add_to_an_account_that_nobody_opened_happens_once() {
        var granted = Racers.race(
                racer -> () -> nodes.account(racer, owner).add(AddRequest.of(10).withKey(KEY)));

        assertThat(granted.stream().map(one -> one.grant()).distinct()).hasSize(1);
        assertOneAnswer(granted.stream().map(one -> one.receipt()).toList());
        assertThat(evidence.accounts(owner)).isEqualTo(1);
        assertLeft(10);
    }

    @RepeatedTest(ROUNDS)
    void a_removal_happens_once() {
        nodes.account(0, owner).add(10);

        var receipts = Racers.race(racer -> () -> nodes.account(racer, owner)
                .remove(RemoveRequest.of(10).withKey(KEY))
                .receipt());

        assertOneAnswer(receipts);
        assertLeft(0);
    }

    @RepeatedTest(ROUNDS)
    void a_spend_happens_once_among_own_transactions_and_hosts_transactions() {
        nodes.account(0, owner).add(100);

        var receipts = Racers.race(racer -> racer % 4 < 2 ? () -> spend(racer, 10) : () -> joined(racer, true));

        assertOneAnswer(receipts);
        assertLeft(90);
    }

    @RepeatedTest(ROUNDS)
    void a_spend_that_its_host_rolls_back_leaves_the_key_to_the_next() {
        nodes.account(0, owner).add(100);

        var receipts =
                Racers.race(racer -> racer % 4 < 2 ? () -> Optional.of(joined(racer, true)) : rolledBack(racer))
                        .stream()
                        .flatMap(Optional::stream)
                        .toList();

        assertOneAnswer(receipts);
        assertLeft(90);
    }

    private Callable<Optional<Receipt>> rolledBack(int racer) {
        return () -> {
            joined(racer, false);
            return Optional.empty();
        };
    }

    private Receipt spend(int racer, long amount) {
        return nodes.account(racer, owner)
                .trySpend(SpendRequest.of(amount).withKey(KEY))
                .receipt();
    }

    private Receipt joined(int racer, boolean commits) throws Exception {
        try (var connection = nodes.connection(racer)) {
            var receipt = nodes.of(racer)
                    .joining(connection)
                    .of(owner)
                    .spend(SpendRequest.of(10).withKey(KEY))
                    .receipt();
            if (commits) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return receipt;
        }
    }

    private static void assertOneAnswer(List<Receipt> receipts) {
        assertThat(receipts.stream().filter(receipt -> !receipt.replayed())).hasSize(1);
        assertThat(receipts)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("replayed")
                .containsOnly(receipts.get(0));
    }

    private void assertLeft(long credits) {
        assertThat(nodes.account(0, owner).balance().available()).isEqualTo(credits);
        assertThat(evidence.law(owner)).isEqualTo(credits);
        evidence.verify(owner);
    }
}
