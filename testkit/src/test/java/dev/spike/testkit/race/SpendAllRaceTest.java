package dev.spike.testkit.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.AllSpent;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendAllResult;
import dev.spike.testkit.LedgerDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many threads and two nodes that spend of the same accounts at once, each naming them in an order of its own. Hosts'
 * transactions are not repeated by the engine, so in them a deadlock would be seen.
 */
class SpendAllRaceTest {

    private static final int ROUNDS = 5;

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private static TwoNodes nodes;
    private static Evidence evidence;

    private final List<Billable> owners = IntStream.range(0, 6)
            .mapToObj(i -> Billable.of("user", UUID.randomUUID().toString()))
            .toList();

    @BeforeAll
    static void open() {
        nodes = new TwoNodes(DATABASE);
        evidence = new Evidence(DATABASE.dataSource());
    }

    @AfterAll
    static void close() {
        nodes.close();
    }

    private void addToEach(long amount) {
        for (var owner : owners) {
            nodes.account(0, owner).add(amount);
        }
    }

    /** So much of each, in an order that the racer's number decides. */
    private SpendAllRequest ofEach(int racer, long amount) {
        return of(inTheOrderOf(racer), amount);
    }

    private List<Billable> inTheOrderOf(int racer) {
        var ordered = new ArrayList<>(owners);
        if (racer % 3 > 0) {
            Collections.shuffle(ordered, new Random(racer));
        }
        if (racer % 3 == 1) {
            Collections.reverse(ordered);
        }
        return ordered;
    }

    private static SpendAllRequest of(List<Billable> owners, long amount) {
        var parts = owners.stream()
                .map(owner -> new SpendAllRequest.Part(owner, "credits", amount))
                .toList();
        return new SpendAllRequest(parts, null, Remarks.none(), null);
    }

    private static SpendAllResult inAHostsTransaction(int racer, SpendAllRequest request) throws Exception {
        try (var connection = nodes.connection(racer)) {
            var result = nodes.of(racer).joining(connection).trySpendAll(request);
            connection.commit();
            return result;
        }
    }

    private static long spent(List<SpendAllResult> results) {
        return results.stream().filter(AllSpent.class::isInstance).count();
    }

    private void assertEachHas(long credits) {
        for (var owner : owners) {
            assertThat(nodes.account(1, owner).balance().available()).isEqualTo(credits);
            assertThat(evidence.law(owner)).isEqualTo(credits);
            evidence.verify(owner);
        }
    }

    @RepeatedTest(ROUNDS)
    void hosts_that_name_the_accounts_in_any_order_neither_deadlock_nor_overspend() {
        addToEach(75);

        var results = Racers.<SpendAllResult>race(racer -> () -> inAHostsTransaction(racer, ofEach(racer, 10)));

        assertThat(spent(results)).isEqualTo(7);
        assertEachHas(5);
    }

    @RepeatedTest(ROUNDS)
    void own_transactions_that_name_the_accounts_in_any_order_spend_what_there_is() {
        addToEach(75);

        var results = Racers.<SpendAllResult>race(racer -> () -> nodes.of(racer).trySpendAll(ofEach(racer, 10)));

        assertThat(spent(results)).isEqualTo(7);
        assertEachHas(5);
    }

    @RepeatedTest(ROUNDS)
    void the_account_that_has_least_decides_for_all() {
        addToEach(100);
        nodes.account(0, owners.get(3)).remove(70);

        var results = Racers.<SpendAllResult>race(racer -> () -> inAHostsTransaction(racer, ofEach(racer, 10)));

        assertThat(spent(results)).isEqualTo(3);
        assertThat(results).filteredOn(result -> !(result instanceof AllSpent)).allSatisfy(none -> assertThat(
                        none.<Integer>fold(
                                spent -> 0, noneSpent -> noneSpent.shortages().size()))
                .isEqualTo(1));
        assertThat(nodes.account(0, owners.get(3)).balance().available()).isZero();
        assertThat(nodes.account(0, owners.get(0)).balance().available()).isEqualTo(70);
        owners.forEach(evidence::verify);
    }

    @RepeatedTest(ROUNDS)
    void first_touches_of_several_accounts_open_each_once_and_never_deadlock() {
        var results = Racers.<SpendAllResult>race(racer -> () -> inAHostsTransaction(racer, ofEach(racer, 1)));

        assertThat(spent(results)).isZero();
        assertThat(owners).allSatisfy(owner -> {
            assertThat(evidence.accounts(owner)).isEqualTo(1);
            assertThat(evidence.receipts(owner, "declined")).isEqualTo(Racers.THREADS);
        });
        assertEachHas(0);
    }

    @RepeatedTest(ROUNDS)
    void first_touches_beside_adds_and_accounts_that_are_there_never_deadlock() {
        nodes.account(0, owners.get(2)).add(1_000);
        nodes.account(0, owners.get(4)).add(1_000);

        var results = Racers.<Long>race(racer -> racer % 4 == 3
                ? () -> nodes.account(racer, owners.get(racer % 6))
                        .add(AddRequest.of(10))
                        .receipt()
                        .asked()
                        .amount()
                : () -> -spent(List.of(inAHostsTransaction(racer, ofEach(racer, 1)))));

        long spent = -results.stream()
                .filter(moved -> moved < 0)
                .mapToLong(Long::longValue)
                .sum();
        assertThat(nodes.account(0, owners.get(2)).balance().available()).isEqualTo(1_000 - spent);
        assertThat(owners)
                .allSatisfy(owner -> assertThat(evidence.accounts(owner)).isEqualTo(1));
        owners.forEach(evidence::verify);
    }

    @RepeatedTest(ROUNDS)
    void plain_spends_beside_spends_of_several_take_no_credit_twice() {
        addToEach(60);

        var taken = Racers.<Integer>race(racer -> racer % 4 < 2
                        ? () -> (int) spent(List.of(inAHostsTransaction(racer, ofEach(racer, 10))))
                        : () -> nodes.account(racer, owners.get(0)).trySpend(10).fold(spent -> 100, declined -> 0))
                .stream()
                .mapToInt(Integer::intValue)
                .sum();

        assertThat(taken % 100 + taken / 100).isEqualTo(6);
        assertThat(nodes.account(0, owners.get(0)).balance().available()).isZero();
        assertThat(nodes.account(0, owners.get(1)).balance().available()).isEqualTo(60 - 10L * (taken % 100));
        owners.forEach(evidence::verify);
    }

    @RepeatedTest(ROUNDS)
    void one_key_from_all_threads_in_any_order_spends_once() {
        addToEach(100);

        var results = Racers.<SpendAllResult>race(racer -> racer % 4 < 2
                ? () -> nodes.of(racer).trySpendAll(ofEach(racer, 10).withKey("call-17"))
                : () -> inAHostsTransaction(racer, ofEach(racer, 10).withKey("call-17")));

        assertThat(results.stream().filter(result -> result.receipts().stream().noneMatch(Receipt::replayed)))
                .hasSize(1);
        assertThat(spent(results)).isEqualTo(Racers.THREADS);
        assertEachHas(90);
    }

    @RepeatedTest(ROUNDS)
    void overlapping_sets_of_accounts_never_deadlock() {
        addToEach(1_000);

        var results = Racers.<SpendAllResult>race(
                racer -> () -> inAHostsTransaction(racer, of(inTheOrderOf(racer).subList(0, 2 + racer % 4), 1)));

        assertThat(spent(results)).isEqualTo(Racers.THREADS);
        long asked =
                results.stream().mapToLong(result -> result.receipts().size()).sum();
        long left = owners.stream().mapToLong(evidence::law).sum();
        assertThat(left).isEqualTo(6_000 - asked);
        owners.forEach(evidence::verify);
    }
}
