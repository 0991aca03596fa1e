package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The one line of SQL is the balance: now, at every later instant, and, where every spend is kept, at every past one. */
public abstract class LawContract {

    private final Law law;
    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected LawContract(Maker maker, Law law) {
        this.law = law;
        ledger = LedgerUnderTest.of(maker, Setup.standard().ungrouped());
        account = ledger.account();
    }

    @Test
    void says_today_what_the_balance_will_be_at_every_later_instant() {
        liveThroughADay();

        var foretold = new LinkedHashMap<Instant, Long>();
        for (int hours = 0; hours <= 96; hours++) {
            foretold.put(ledger.inHours(hours), law.sum(account, ledger.inHours(hours)));
        }

        assertThat(balancesAt(foretold)).isEqualTo(foretold);
        assertThat(foretold.values().stream().distinct()).containsExactly(220L, 260L, 120L, 80L);
    }

    private void liveThroughADay() {
        account.add(AddRequest.of(50).expiringAt(ledger.inHours(30)));
        account.add(100);
        account.add(AddRequest.of(40)
                .withTerms(GrantTerms.plain().startingAt(ledger.inHours(48)).expiringAt(ledger.inHours(90))));
        account.spend(20);
        ledger.advanceHours(5);
        account.remove(10);
        account.spend(40);
        account.add(AddRequest.of(150).expiringAt(ledger.inHours(60)));
        account.spend(10);
    }

    private Map<Instant, Long> balancesAt(Map<Instant, Long> foretold) {
        var balances = new LinkedHashMap<Instant, Long>();
        for (var instant : foretold.keySet()) {
            ledger.clock().set(instant);
            balances.put(instant, account.balance().total());
        }
        return balances;
    }

    @Test
    void does_not_change_what_it_says_of_the_past_when_a_spend_is_dated_back() {
        account.add(20);
        ledger.advanceDays(5);
        var yesterday = ledger.inDays(-1);

        account.spend(SpendRequest.of(5).datedAt(yesterday));
        account.remove(RemoveRequest.of(3).datedAt(yesterday));
        account.add(AddRequest.of(7).withTerms(GrantTerms.plain().datedAt(yesterday)));

        assertThat(law.sum(account, yesterday)).isEqualTo(20);
        assertThat(law.sum(account, ledger.now())).isEqualTo(19);
    }

    @Test
    void still_says_of_every_past_instant_what_the_balance_was_then() {
        account.add(AddRequest.of(50).expiringAt(ledger.inHours(30)));
        account.add(100);
        var was = new LinkedHashMap<Instant, Long>();
        for (int step = 0; step < 20; step++) {
            account.spend(7);
            was.put(ledger.now(), account.balance().total());
            ledger.advanceHours(3);
        }

        was.forEach((instant, total) -> assertThat(law.sum(account, instant)).isEqualTo(total));
    }

    @Test
    void a_decline_writes_no_row_of_it() {
        account.add(20);
        var rows = Standing.rows(account);

        account.trySpend(21);

        assertThat(Standing.rows(account)).isEqualTo(rows);
        assertThat(law.sum(account, ledger.now())).isEqualTo(20);
    }
}
