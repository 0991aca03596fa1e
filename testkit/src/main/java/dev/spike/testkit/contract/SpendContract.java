package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.Declined;
import dev.spike.ledger.EntryKind;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.NotEnoughBalanceException;
import dev.spike.ledger.Spent;
import dev.spike.ledger.TransactionType;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The verb of the mission: it is spent, or it is not and nothing moved. */
public abstract class SpendContract {

    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected SpendContract(Maker maker) {
        ledger = LedgerUnderTest.of(maker, Setup.standard());
        account = ledger.account();
    }

    @Test
    void spent_credits_are_a_negative_row_of_usage() { // S01
        var grant = account.add(20).grant();

        account.spend(5);

        assertThat(account.balance().total()).isEqualTo(15);
        assertThat(Standing.rows(account)).hasSize(2);
        assertThat(Standing.newestRow(account))
                .returns(-5L, CreditTransaction::credits)
                .returns(TransactionType.USAGE, CreditTransaction::type)
                .returns(EntryKind.BURN, CreditTransaction::entry)
                .returns(grant, CreditTransaction::grant);
    }

    @Test
    void more_than_there_is_is_not_spent() { // S05
        account.add(20);

        Standing.assertRefused(ErrorCode.NOT_ENOUGH_BALANCE, account, on -> on.spend(30));
    }

    @Test
    void credits_are_spent_of_their_type_alone() { // S07
        account.add(100);
        ledger.account("sms").add(100);

        account.spend(10);
        assertThat(account.balance().total()).isEqualTo(90);
        assertThat(ledger.account("sms").balance().total()).isEqualTo(100);

        ledger.account("sms").spend(20);
        assertThat(account.balance().total()).isEqualTo(90);
        assertThat(ledger.account("sms").balance().total()).isEqualTo(80);
    }

    @Test
    void a_spend_of_all_there_is_is_accepted() {
        account.add(20);

        assertThat(account.trySpend(20)).isInstanceOf(Spent.class);

        assertThat(account.balance().total()).isZero();
        assertThat(account.grants()).isEmpty();
    }

    @Test
    void a_decline_is_a_value_that_says_what_is_missing_and_moves_nothing() {
        account.add(20);
        var before = Standing.of(account);

        var result = account.trySpend(30);

        assertThat(result).isInstanceOfSatisfying(Declined.class, declined -> assertThat(declined)
                .returns(30L, Declined::asked)
                .returns(20L, Declined::available)
                .returns(10L, Declined::missing)
                .returns(null, Declined::nextStart));
        assertThat(Standing.of(account)).isEqualTo(before);
    }

    @Test
    void what_spend_throws_holds_the_answer_that_try_spend_gives() {
        account.add(20);

        var thrown = catchThrowableOfType(NotEnoughBalanceException.class, () -> account.spend(30));

        assertThat(thrown.declined()).returns(30L, Declined::asked).returns(20L, Declined::available);
        assertThat(thrown).hasMessage(thrown.declined().sentence());
        assertThat(thrown.creditType()).isEqualTo(account.creditType().id());
        assertThat(thrown.declined().sentence())
                .contains("30 asked", "20 available", "10 more")
                .contains(thrown.declined().receipt().key().text());
    }

    @Test
    void an_account_that_nobody_touched_declines() {
        assertThat(account.trySpend(1))
                .isInstanceOfSatisfying(Declined.class, declined -> assertThat(declined.available())
                        .isZero());
        assertThat(Standing.rows(account)).isEmpty();
    }

    @Test
    void what_can_be_spent_is_up_to_what_is_available() {
        account.add(20);

        assertThat(account.canSpend(20)).isTrue();
        assertThat(account.canSpend(21)).isFalse();
        assertThat(ledger.account("sms").canSpend(1)).isFalse();
    }

    @Test
    void one_of_two_spends_at_the_same_time_is_declined_where_only_one_is_covered() throws Exception { // D25
        account.add(10);

        var outcomes = bothAtOnce(() -> account.trySpend(10) instanceof Spent);

        assertThat(outcomes).containsExactlyInAnyOrder(true, false);
        assertThat(account.balance().total()).isZero();
    }

    private static List<Boolean> bothAtOnce(Callable<Boolean> call) throws InterruptedException, ExecutionException {
        var barrier = new CyclicBarrier(2);
        Callable<Boolean> together = () -> {
            barrier.await();
            return call.call();
        };
        var threads = Executors.newFixedThreadPool(2);
        try {
            var one = threads.submit(together);
            var other = threads.submit(together);
            return List.of(one.get(), other.get());
        } finally {
            threads.shutdownNow();
        }
    }
}
