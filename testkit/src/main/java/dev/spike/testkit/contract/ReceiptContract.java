package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.Balance;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Receipt.Asked;
import dev.spike.ledger.Receipt.Outcome;
import dev.spike.ledger.ReceiptId;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.Verb;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The durable answer to every request. */
public abstract class ReceiptContract {

    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected ReceiptContract(Maker maker) {
        ledger = LedgerUnderTest.of(maker, Setup.standard());
        account = ledger.account();
    }

    private void assertFound(Receipt given) {
        var kept = new Receipt(
                given.id(),
                given.asked(),
                given.outcome(),
                given.allocations(),
                given.balance(),
                given.decidedAt(),
                true);
        assertThat(ledger.credits().receipt(given.id())).contains(kept);
        assertThat(account.receipt(given.key().text())).contains(kept);
    }

    @Test
    void an_add_names_the_grant_it_made() {
        var granted = account.add(AddRequest.of(10).withKey("add"));

        assertThat(granted.receipt())
                .returns(new IdempotencyKey("add"), Receipt::key)
                .returns(new Asked(Verb.ADD, 10), Receipt::asked)
                .returns(Outcome.ACCEPTED, Receipt::outcome)
                .returns(List.of(new Allocation(granted.grant(), 10)), Receipt::allocations)
                .returns(new Balance(10, 0, 0), Receipt::balance)
                .returns(ledger.now(), Receipt::decidedAt)
                .returns(false, Receipt::replayed);
        assertFound(granted.receipt());
    }

    @Test
    void a_spend_from_one_grant_names_it_and_the_balance_after() {
        var grant = account.add(10).grant();
        ledger.advanceHours(1);

        var receipt = account.spend(SpendRequest.of(4).withKey("spend")).receipt();

        assertThat(receipt)
                .returns(new Asked(Verb.SPEND, 4), Receipt::asked)
                .returns(List.of(new Allocation(grant, 4)), Receipt::allocations)
                .returns(new Balance(6, 0, 0), Receipt::balance)
                .returns(ledger.now(), Receipt::decidedAt)
                .returns(false, Receipt::replayed);
        assertFound(receipt);
    }

    @Test
    void a_spend_over_several_grants_names_them_in_the_order_drawn() {
        var third = account.add(30).grant();
        var second = account.add(AddRequest.of(20).expiringAt(ledger.inDays(2))).grant();
        var first = account.add(AddRequest.of(10).expiringAt(ledger.inDays(1))).grant();

        var receipt = account.spend(45).receipt();

        assertThat(receipt.allocations())
                .containsExactly(new Allocation(first, 10), new Allocation(second, 20), new Allocation(third, 15));
        assertThat(receipt.balance()).isEqualTo(new Balance(15, 0, 0));
        assertFound(receipt);
    }

    @Test
    void a_removal_names_what_it_took() {
        var grant = account.add(10).grant();

        var receipt = account.remove(RemoveRequest.of(4).withKey("remove")).receipt();

        assertThat(receipt)
                .returns(new Asked(Verb.REMOVE, 4), Receipt::asked)
                .returns(List.of(new Allocation(grant, 4)), Receipt::allocations)
                .returns(new Balance(6, 0, 0), Receipt::balance);
        assertFound(receipt);
    }

    @Test
    void a_decline_leaves_a_receipt_too() {
        account.add(10);

        var receipt = account.trySpend(SpendRequest.of(11).withKey("much")).receipt();

        assertThat(receipt)
                .returns(new Asked(Verb.SPEND, 11), Receipt::asked)
                .returns(Outcome.DECLINED, Receipt::outcome)
                .returns(List.of(), Receipt::allocations)
                .returns(new Balance(10, 0, 0), Receipt::balance);
        assertFound(receipt);
    }

    @Test
    void a_receipt_says_the_same_when_the_balance_has_moved_on() {
        account.add(10);
        var receipt = account.spend(4).receipt();

        account.add(100);
        ledger.advanceDays(1);
        account.spend(50);

        assertFound(receipt);
    }

    @Test
    void a_receipt_is_found_on_its_own_account_alone() {
        account.add(AddRequest.of(10).withKey("mine"));
        var sms = ledger.account("sms").add(10).receipt().id().account();

        assertThat(ledger.account("sms").receipt("mine")).isEmpty();
        assertThat(ledger.credits().receipt(new ReceiptId(sms, new IdempotencyKey("mine"))))
                .isEmpty();
        assertThat(account.receipt("never used")).isEmpty();
        assertThat(ledger.credits().of(LedgerUnderTest.somebody()).receipt("mine"))
                .isEmpty();
    }

    @Test
    void the_text_of_a_receipt_id_finds_it_again() {
        var receipt = account.add(AddRequest.of(10).withKey("a:b:ß €")).receipt();

        assertThat(ledger.credits().receipt(ReceiptId.parse(receipt.id().toString())))
                .isPresent();
    }
}
