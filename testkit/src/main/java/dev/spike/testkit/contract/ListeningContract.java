package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Balance;
import dev.spike.ledger.BalanceListener;
import dev.spike.ledger.BalanceUpdated;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.Spent;
import dev.spike.ledger.TransactionType;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Listeners are told of what was accepted, once, after it is committed. */
public abstract class ListeningContract {

    private final Maker maker;
    private final List<BalanceUpdated> told = new ArrayList<>();
    private final LedgerUnderTest ledger;

    protected ListeningContract(Maker maker) {
        this.maker = maker;
        ledger = LedgerUnderTest.of(maker, Setup.standard().telling(told::add));
    }

    private void assertTold(TransactionType type, long balance, Receipt receipt) {
        assertThat(told).last().isEqualTo(new BalanceUpdated(ledger.user(), CreditType.of("credits"), type, receipt));
        assertThat(told).last().returns(new Balance(balance, 0, 0), BalanceUpdated::balance);
    }

    @Test
    void an_add_is_told() { // A02
        var granted = ledger.account().add(10);

        assertTold(TransactionType.ADJUSTMENT, 10, granted.receipt());
        assertThat(told).hasSize(1);
    }

    @Test
    void an_add_is_told_as_what_it_is_to_people() {
        var granted = ledger.account().add(AddRequest.of(10).as(TransactionType.PRODUCT));

        assertTold(TransactionType.PRODUCT, 10, granted.receipt());
    }

    @Test
    void a_removal_is_told() { // R02
        ledger.account().add(20);

        var removed = ledger.account().remove(5);

        assertTold(TransactionType.ADJUSTMENT, 15, removed.receipt());
        assertThat(told).hasSize(2);
    }

    @Test
    void a_spend_is_told() { // S06
        ledger.account().add(100);

        var spent = ledger.account().spend(10);

        assertTold(TransactionType.USAGE, 90, spent.receipt());
        assertThat(told).hasSize(2);
    }

    @Test
    void a_spend_over_several_grants_is_told_once() {
        ledger.account().add(10);
        ledger.account().add(10);

        var spent = ledger.account().spend(15);

        assertTold(TransactionType.USAGE, 5, spent.receipt());
        assertThat(told).hasSize(3);
    }

    @Test
    void a_repeated_request_is_not_told_again() {
        for (int times = 0; times < 2; times++) {
            ledger.account().add(AddRequest.of(100).withKey("add"));
            ledger.account().spend(SpendRequest.of(10).withKey("spend"));
            ledger.account().remove(RemoveRequest.of(10).withKey("remove"));
        }

        assertThat(told).hasSize(3);
    }

    @Test
    void what_is_declined_or_refused_is_not_told() {
        ledger.account().trySpend(10);
        Standing.assertRefused(ErrorCode.NOT_ENOUGH_BALANCE, ledger.account(), on -> on.remove(5));
        Standing.assertRefused(ErrorCode.AMOUNT_NOT_POSITIVE, ledger.account(), on -> on.add(0));

        assertThat(told).isEmpty();
    }

    @Test
    void a_listener_sees_committed_what_it_is_told() {
        var reader = maker.make(Setup.standard());
        var seen = new ArrayList<Optional<Receipt>>();
        var balances = new ArrayList<Balance>();
        var telling = LedgerUnderTest.of(maker, Setup.standard().telling(event -> {
            seen.add(reader.receipt(event.receipt().id()));
            balances.add(reader.of(event.billable()).balance());
        }));

        telling.account().add(10);
        telling.account().spend(4);

        assertThat(seen).hasSize(2).allMatch(Optional::isPresent);
        assertThat(balances).containsExactly(new Balance(10, 0, 0), new Balance(6, 0, 0));
    }

    @Test
    void a_listener_that_throws_changes_nothing() {
        changesNothing(event -> {
            throw new IllegalStateException("This listener always throws.");
        });
    }

    @Test
    void a_listener_that_breaks_with_an_error_changes_nothing() {
        changesNothing(event -> {
            throw new NoClassDefFoundError("host/Listener");
        });
    }

    private void changesNothing(BalanceListener listener) {
        var throwing = LedgerUnderTest.of(maker, Setup.standard().telling(listener));

        throwing.account().add(10);

        assertThat(throwing.account().trySpend(4)).isInstanceOf(Spent.class);
        assertThat(throwing.account().balance().total()).isEqualTo(6);
    }
}
