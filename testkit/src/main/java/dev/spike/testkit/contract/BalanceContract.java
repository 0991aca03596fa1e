package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Balance;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import org.junit.jupiter.api.Test;

/** What an account has: the sum of what counts at the instant. */
public abstract class BalanceContract {

    private final LedgerUnderTest ledger;

    protected BalanceContract(Maker maker) {
        ledger = LedgerUnderTest.of(maker, Setup.standard());
    }

    @Test
    void an_account_that_nobody_touched_has_nothing_of_any_type() { // B01
        for (var type : ledger.credits().creditTypes()) {
            assertThat(ledger.account(type.id()).balance()).isEqualTo(Balance.nothing());
        }
    }

    @Test
    void a_spend_falls_on_the_credits_that_expire_first() { // B04
        var account = ledger.account();
        account.add(AddRequest.of(100).expiringAt(ledger.inDays(7)));
        account.add(AddRequest.of(200).expiringAt(ledger.inDays(14)));

        account.spend(50);

        assertThat(account.balance().total()).isEqualTo(250);
        ledger.advanceDays(7);
        assertThat(account.balance().total()).isEqualTo(200);
        ledger.advanceDays(7);
        assertThat(account.balance().total()).isZero();
    }

    @Test
    void a_spend_that_crosses_two_grants_leaves_with_each_its_own_part() { // B05
        var account = ledger.account();
        account.add(AddRequest.of(100).expiringAt(ledger.inDays(7)));
        account.add(AddRequest.of(200).expiringAt(ledger.inDays(14)));

        account.spend(130);

        assertThat(account.balance().total()).isEqualTo(170);
        ledger.advanceDays(7);
        assertThat(account.balance().total()).isEqualTo(170);
    }
}
