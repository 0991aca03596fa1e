package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Grant;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.TransactionType;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The grants that have something left and have not ended. */
public abstract class GrantContract {

    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected GrantContract(Maker maker) {
        ledger = LedgerUnderTest.of(maker, Setup.standard());
        account = ledger.account();
    }

    @Test
    void each_type_has_grants_of_its_own_and_none_at_first() { // U08
        assertThat(account.grants()).isEmpty();

        account.add(AddRequest.of(100).as(TransactionType.SUBSCRIPTION));
        ledger.account("sms").add(AddRequest.of(50).as(TransactionType.SUBSCRIPTION));

        assertThat(account.grants()).singleElement().returns(100L, Grant::remaining);
        assertThat(ledger.account("sms").grants()).singleElement().returns(50L, Grant::remaining);
    }

    @Test
    void a_grant_says_its_terms_with_start_and_date_filled_in() {
        var expiresAt = ledger.inDays(3);
        var granted = account.add(AddRequest.of(100)
                .as(TransactionType.PRODUCT)
                .withTerms(GrantTerms.plain()
                        .expiringAt(expiresAt)
                        .withPriority(4)
                        .asPromotional()
                        .asCarriedOver())
                .withNotes("A pack"));

        assertThat(account.grants())
                .containsExactly(new Grant(
                        granted.grant(),
                        TransactionType.PRODUCT,
                        new GrantTerms(ledger.now(), expiresAt, ledger.now(), 4, true, true),
                        100,
                        100,
                        0,
                        "A pack"));
    }

    @Test
    void what_remains_of_a_grant_is_its_amount_less_what_was_spent_and_removed_of_it() {
        account.add(AddRequest.of(100).expiringAt(ledger.inDays(3)));
        account.add(50);

        account.spend(30);
        account.remove(20);
        assertThat(account.grants()).extracting(Grant::remaining).containsExactly(50L, 50L);

        account.spend(60);
        assertThat(account.grants())
                .singleElement()
                .returns(50L, Grant::amount)
                .returns(40L, Grant::remaining)
                .returns(40L, Grant::free);
    }

    @Test
    void a_grant_is_listed_until_the_instant_at_which_it_ends() {
        var expiresAt = ledger.inDays(3);
        account.add(AddRequest.of(100).expiringAt(expiresAt));

        ledger.clock().set(expiresAt.minus(Duration.ofNanos(1_000)));
        assertThat(account.grants()).hasSize(1);
        ledger.clock().set(expiresAt);
        assertThat(account.grants()).isEmpty();
    }

    @Test
    void grants_are_listed_in_the_order_in_which_they_are_spent_and_those_to_start_come_last() {
        var lasting = account.add(100).grant();
        var sooner = grant(GrantTerms.plain().startingAt(ledger.inHours(1)).expiringAt(ledger.inDays(1)));
        var ending = grant(GrantTerms.plain().expiringAt(ledger.inDays(2)));
        assertThat(account.grants()).extracting(Grant::id).containsExactly(ending.id(), lasting, sooner.id());

        ledger.advanceHours(1);

        assertThat(account.grants()).extracting(Grant::id).containsExactly(sooner.id(), ending.id(), lasting);
    }

    @Test
    void a_grant_that_starts_later_is_listed_and_not_yet_effective() {
        var later = grant(GrantTerms.plain().startingAt(ledger.inHours(1)));

        assertThat(later.isEffectiveAt(ledger.now())).isFalse();
        assertThat(later.isEffectiveAt(ledger.inHours(1))).isTrue();
        assertThat(later.remaining()).isEqualTo(10);
    }

    private Grant grant(GrantTerms terms) {
        var id = account.add(AddRequest.of(10).withTerms(terms)).grant();
        return account.grants().stream()
                .filter(grant -> grant.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
