package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Balance;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditType;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an account has: the sum of what counts at the instant. */
public abstract class BalanceContract {

    private final LedgerUnderTest ledger;

    protected BalanceContract(Maker maker) {
        ledger = LedgerUnderTest.of(maker, Setup.standard());
    }

    private static long total(CreditAccount account) {
        return account.balance().total();
    }

    @Test
    void an_account_that_nobody_touched_has_nothing_of_any_type() { // B01
        for (var type : ledger.credits().creditTypes()) {
            assertThat(ledger.account(type.id()).balance()).isEqualTo(Balance.nothing());
        }
    }

    @Test
    void what_comes_and_goes_moves_the_balance_of_its_type_alone() { // B02
        var credits = ledger.account();
        var sms = ledger.account("sms");

        credits.add(20);
        assertThat(total(credits)).isEqualTo(20);
        sms.add(50);
        assertThat(total(sms)).isEqualTo(50);

        ledger.advanceHours(1);
        credits.remove(5);
        assertThat(total(credits)).isEqualTo(15);
        sms.spend(20);
        assertThat(total(sms)).isEqualTo(30);
        assertThat(total(credits)).isEqualTo(15);
    }

    @Test
    void each_owner_has_credits_of_its_own() { // B03
        var another = LedgerUnderTest.somebody();

        ledger.account().add(20);
        ledger.credits().of(another).add(50);
        ledger.credits().of(another, "sms").add(20);

        assertThat(total(ledger.account())).isEqualTo(20);
        assertThat(total(ledger.account("sms"))).isZero();
        assertThat(total(ledger.credits().of(another))).isEqualTo(50);
        assertThat(total(ledger.credits().of(another, "sms"))).isEqualTo(20);
    }

    @Test
    void a_user_and_a_team_of_the_same_id_are_two_owners() {
        var team = Billable.of("team", ledger.user().billableId());

        ledger.account().add(20);

        assertThat(ledger.credits().of(team).balance()).isEqualTo(Balance.nothing());
    }

    @Test
    void a_spend_falls_on_the_credits_that_expire_first() { // B04
        var account = accountOfTwoGrants();

        account.spend(50);

        assertThat(total(account)).isEqualTo(250);
        ledger.advanceDays(7);
        assertThat(total(account)).isEqualTo(200);
        ledger.advanceDays(7);
        assertThat(total(account)).isZero();
    }

    @Test
    void a_spend_that_crosses_two_grants_leaves_with_each_its_own_part() { // B05
        var account = accountOfTwoGrants();

        account.spend(130);

        assertThat(total(account)).isEqualTo(170);
        ledger.advanceDays(7);
        assertThat(total(account)).isEqualTo(170);
        ledger.advanceDays(7);
        assertThat(total(account)).isZero();
    }

    @Test
    void what_is_left_of_a_grant_goes_when_it_expires() { // B06
        var account = accountOfTwoGrants();

        account.spend(30);

        assertThat(total(account)).isEqualTo(270);
        ledger.advanceDays(7);
        assertThat(total(account)).isEqualTo(200);
    }

    private CreditAccount accountOfTwoGrants() {
        var account = ledger.account();
        account.add(AddRequest.of(100).expiringAt(ledger.inDays(7)));
        account.add(AddRequest.of(200).expiringAt(ledger.inDays(14)));
        return account;
    }

    @Test
    void credits_without_an_expiry_stay() { // B07
        ledger.account().add(100);
        ledger.account("sms").add(50);

        ledger.advanceDays(1);

        assertThat(total(ledger.account())).isEqualTo(100);
        assertThat(total(ledger.account("sms"))).isEqualTo(50);
    }

    @Test
    void the_balances_of_all_types_come_in_the_order_configured() { // B10
        ledger.account("email").add(150);
        ledger.account("sms").add(100);
        ledger.account("credits").add(100);

        ledger.account("credits").spend(50);
        ledger.account("sms").spend(20);
        ledger.account("email").spend(10);

        var types = ledger.credits().creditTypes();
        assertThat(types).extracting(CreditType::id).containsExactly("credits", "sms", "email");
        assertThat(types.stream().map(type -> total(ledger.account(type.id())))).isEqualTo(List.of(50L, 80L, 140L));
    }

    @Test
    void the_first_type_configured_is_the_default() {
        ledger.account().add(7);

        assertThat(ledger.account().creditType().id()).isEqualTo("credits");
        assertThat(total(ledger.account("credits"))).isEqualTo(7);
    }
}
