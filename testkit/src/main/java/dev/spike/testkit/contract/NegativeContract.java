package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.ledger.Balance;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Declined;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.NotEnoughBalanceException;
import dev.spike.ledger.Spent;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Who may go below zero, and how far. */
public abstract class NegativeContract {

    private final Maker maker;
    private LedgerUnderTest ledger;

    protected NegativeContract(Maker maker) {
        this.maker = maker;
        ledger = LedgerUnderTest.of(maker, Setup.standard());
    }

    private CreditAccount with(Setup setup) {
        ledger = LedgerUnderTest.of(maker, setup);
        return ledger.account();
    }

    /** Whether an account that has nothing may spend, as asked and as decided. */
    private static boolean mayGoBelowZero(CreditAccount account) {
        boolean said = account.canSpend(1);
        boolean spent = account.trySpend(1) instanceof Spent;
        assertThat(spent).isEqualTo(said);
        return said;
    }

    @Test
    void nobody_may_go_below_zero_unless_allowed() { // N01
        for (var type : ledger.credits().creditTypes()) {
            assertThat(mayGoBelowZero(ledger.account(type.id()))).isFalse();
        }
    }

    @Test
    void everybody_may_go_below_zero_in_every_type_where_it_is_allowed() { // N02
        with(Setup.standard().negative(NegativePolicy.allowed()));

        for (var type : ledger.credits().creditTypes()) {
            assertThat(mayGoBelowZero(ledger.account(type.id()))).isTrue();
        }
    }

    @Test
    void code_decides_anew_each_time_who_may_go_below_zero() { // N03
        var allowed = new AtomicBoolean();
        var account = with(Setup.standard()
                .negative((type, billable) -> allowed.get() ? NegativePolicy.allowed() : NegativePolicy.refused()));

        assertThat(mayGoBelowZero(account)).isFalse();
        allowed.set(true);
        assertThat(mayGoBelowZero(account)).isTrue();
    }

    @Test
    void code_is_told_the_type_and_the_owner() { // N04
        var told = new ArrayList<String>();
        with(Setup.standard().negative((type, billable) -> {
            told.add(type.id() + " of " + billable);
            return NegativePolicy.refused();
        }));
        Billable another = LedgerUnderTest.somebody();

        ledger.account().canSpend(1);
        ledger.account().trySpend(1);
        ledger.credits().of(another, "sms").canSpend(1);
        ledger.credits().of(another, "sms").trySpend(1);

        assertThat(told.stream().distinct()).isEqualTo(List.of("credits of " + ledger.user(), "sms of " + another));
    }

    @Test
    void one_type_may_be_allowed_alone() { // N05
        with(Setup.standard().negative("sms", NegativePolicy.allowed()));

        assertThat(mayGoBelowZero(ledger.account("credits"))).isFalse();
        assertThat(mayGoBelowZero(ledger.account("sms"))).isTrue();
    }

    @Test
    void one_type_may_be_refused_alone() { // N06
        with(Setup.standard().negative(NegativePolicy.allowed()).negative("sms", NegativePolicy.refused()));

        assertThat(mayGoBelowZero(ledger.account("credits"))).isTrue();
        assertThat(mayGoBelowZero(ledger.account("sms"))).isFalse();
    }

    @Test
    void more_is_spent_than_there_is_where_it_is_allowed() { // S08
        var account = with(Setup.standard().negative(NegativePolicy.allowed()));
        account.add(20);

        account.spend(30);

        assertThat(account.balance()).isEqualTo(new Balance(-10, 0, 10));
    }

    @Test
    void more_is_removed_than_there_is_where_it_is_allowed() { // R05
        var account = with(Setup.standard().negative(NegativePolicy.allowed()));

        account.remove(5);

        assertThat(account.balance()).isEqualTo(new Balance(-5, 0, 5));
        assertThat(account.spentOn(ledger.today())).isZero();
    }

    @Test
    void nobody_goes_below_the_floor() {
        var account = with(Setup.standard().negative(NegativePolicy.downTo(-50)));
        account.add(20);

        assertThat(account.canSpend(71)).isFalse();
        assertThat(account.trySpend(71)).isInstanceOf(Declined.class);
        assertThat(account.canSpend(70)).isTrue();
        account.spend(70);
        assertThat(account.canSpend(1)).isFalse();
        assertThat(account.trySpend(1)).isInstanceOf(Declined.class);

        assertThat(account.balance()).isEqualTo(new Balance(-50, 0, 50));
    }

    @Test
    void the_floor_is_compared_with_what_is_available() {
        var account = with(Setup.standard().negative(NegativePolicy.downTo(-500)));
        account.add(500);
        account.hold(HoldRequest.of(300));

        assertThat(account.canSpend(800)).isFalse();
        assertThat(account.trySpend(800)).isInstanceOf(Declined.class);
        account.spend(700);

        assertThat(account.balance()).isEqualTo(new Balance(-500, 300, 500));
    }

    @Test
    void what_does_not_fit_64_bits_is_declined_also_where_there_is_no_floor() {
        var account = with(Setup.standard().negative(NegativePolicy.allowed()));
        account.spend(10);

        assertThat(account.canSpend(Long.MAX_VALUE)).isFalse();
        assertThat(account.trySpend(Long.MAX_VALUE)).isInstanceOf(Declined.class);
        assertThatExceptionOfType(NotEnoughBalanceException.class)
                .isThrownBy(() -> account.spend(Long.MAX_VALUE))
                .withMessageContaining("-10 available");
        assertThat(account.balance()).isEqualTo(new Balance(-10, 0, 10));
    }

    @Test
    void whoever_owes_and_may_no_longer_owe_spends_nothing_more() {
        var allowed = new AtomicBoolean(true);
        var account = with(Setup.standard()
                .negative((type, billable) -> allowed.get() ? NegativePolicy.allowed() : NegativePolicy.refused()));
        account.spend(10);
        allowed.set(false);

        assertThat(account.trySpend(1)).isInstanceOf(Declined.class);
        account.add(30);
        assertThat(account.trySpend(21)).isInstanceOf(Declined.class);
        account.spend(20);

        assertThat(account.balance()).isEqualTo(Balance.nothing());
    }
}
