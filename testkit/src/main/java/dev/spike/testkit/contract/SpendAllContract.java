package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.AllSpent;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.Balance;
import dev.spike.ledger.BalanceUpdated;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.Declined;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.NextStart;
import dev.spike.ledger.NoneSpent;
import dev.spike.ledger.NotEnoughBalanceException;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Receipt.Asked;
import dev.spike.ledger.Receipt.Outcome;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.TransactionType;
import dev.spike.ledger.Verb;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A spend of several accounts: each decides as for a plain spend, and all are spent of or none. */
public abstract class SpendAllContract {

    private final Maker maker;
    private final Billable team = Billable.of("team", LedgerUnderTest.somebody().billableId());
    private final List<BalanceUpdated> told = new ArrayList<>();
    private LedgerUnderTest ledger;

    protected SpendAllContract(Maker maker) {
        this.maker = maker;
        ledger = LedgerUnderTest.of(maker, Setup.standard().telling(told::add));
    }

    private void with(Setup setup) {
        ledger = LedgerUnderTest.of(maker, setup.telling(told::add));
    }

    private CreditAccount sms() {
        return ledger.account("sms");
    }

    private CreditAccount ofTeam() {
        return ledger.credits().of(team);
    }

    /** So many text messages of the user's, and so many credits of the team's. */
    private SpendAllRequest asking(long sms, long credits) {
        return SpendAllRequest.of(ledger.user(), "sms", sms).and(team, "credits", credits);
    }

    private NoneSpent declined(SpendAllRequest request) {
        return (NoneSpent) ledger.credits().trySpendAll(request);
    }

    @Test
    void every_account_is_spent_of() {
        var messages = sms().add(100).grant();
        var credits = ofTeam().add(20).grant();

        var spent = ledger.credits().spendAll(asking(10, 5).withKey("call-17"));

        assertThat(spent.receipts())
                .extracting(Receipt::asked, Receipt::outcome, Receipt::allocations, Receipt::balance)
                .containsExactly(
                        tuple(
                                new Asked(Verb.SPEND_ALL, 10),
                                Outcome.ACCEPTED,
                                List.of(new Allocation(messages, 10)),
                                new Balance(90, 0, 0)),
                        tuple(
                                new Asked(Verb.SPEND_ALL, 5),
                                Outcome.ACCEPTED,
                                List.of(new Allocation(credits, 5)),
                                new Balance(15, 0, 0)));
        assertThat(sms().balance()).isEqualTo(new Balance(90, 0, 0));
        assertThat(ofTeam().balance()).isEqualTo(new Balance(15, 0, 0));
    }

    @Test
    void each_account_keeps_a_receipt_under_the_one_key() {
        sms().add(100);
        ofTeam().add(20);

        var receipts = ledger.credits().spendAll(asking(10, 5)).receipts();

        var key = receipts.get(0).key();
        assertThat(receipts).allMatch(receipt -> receipt.key().equals(key));
        assertThat(sms().receipt(key.text())).get().returns(receipts.get(0).id(), Receipt::id);
        assertThat(ofTeam().receipt(key.text())).get().returns(receipts.get(1).id(), Receipt::id);
        assertThat(ledger.account().receipt(key.text())).isEmpty();
    }

    @Test
    void one_account_may_be_all() {
        sms().add(10);

        assertThat(ledger.credits().trySpendAll(SpendAllRequest.of(ledger.user(), "sms", 10)))
                .isInstanceOf(AllSpent.class);
        assertThat(sms().balance().total()).isZero();
    }

    @Test
    void as_many_accounts_as_are_allowed_are_spent_of_at_once() {
        var request = SpendAllRequest.of(ledger.user(), "sms", 1);
        sms().add(2);
        for (int i = 1; i < SpendAllRequest.ACCOUNTS_MAX; i++) {
            var other = LedgerUnderTest.somebody();
            ledger.credits().of(other).add(2);
            request = request.and(other, "credits", 1);
        }

        var receipts = ledger.credits().spendAll(request).receipts();

        assertThat(receipts).hasSize(100).extracting(Receipt::balance).containsOnly(new Balance(1, 0, 0));
        assertThat(request.parts()).allSatisfy(part -> assertThat(ledger.credits()
                        .of(part.billable(), part.creditType())
                        .balance()
                        .total())
                .isEqualTo(1));
    }

    @Test
    void the_rows_and_the_usage_are_those_of_plain_spends() {
        var first = sms().add(AddRequest.of(4).expiringAt(ledger.inDays(1))).grant();
        var second = sms().add(AddRequest.of(10).expiringAt(ledger.inDays(2))).grant();
        ofTeam().add(20);

        ledger.credits().spendAll(asking(6, 5));

        assertThat(Standing.rows(sms()).stream().filter(row -> row.type() == TransactionType.USAGE))
                .extracting(CreditTransaction::grant, CreditTransaction::credits)
                .containsExactlyInAnyOrder(tuple(first, -4L), tuple(second, -2L));
        assertThat(sms().spentOn(ledger.today())).isEqualTo(6);
        assertThat(ofTeam().spentOn(ledger.today())).isEqualTo(5);
    }

    @Test
    void one_account_that_is_short_keeps_all_others_from_moving() {
        sms().add(100);
        ofTeam().add(4);
        var messages = Standing.of(sms());
        var credits = Standing.of(ofTeam());

        var none = declined(asking(10, 5));

        assertThat(none.receipts())
                .extracting(Receipt::outcome, Receipt::balance)
                .containsExactly(
                        tuple(Outcome.DECLINED, new Balance(100, 0, 0)), tuple(Outcome.DECLINED, new Balance(4, 0, 0)));
        assertThat(none.shortages()).singleElement().satisfies(shortage -> {
            assertThat(shortage.part()).isEqualTo(new SpendAllRequest.Part(team, "credits", 5));
            assertThat(shortage.declined())
                    .returns(none.receipts().get(1), Declined::receipt)
                    .returns(5L, Declined::asked)
                    .returns(4L, Declined::available)
                    .returns(1L, Declined::missing)
                    .returns(null, Declined::nextStart);
        });
        assertThat(Standing.of(sms())).isEqualTo(messages);
        assertThat(Standing.of(ofTeam())).isEqualTo(credits);
    }

    @Test
    void every_account_that_is_short_is_told_in_the_order_of_the_request() {
        sms().add(AddRequest.of(30).withTerms(GrantTerms.plain().startingAt(ledger.inDays(1))));
        ledger.account("email").add(1);

        var none = declined(SpendAllRequest.of(team, "credits", 5)
                .and(ledger.user(), "email", 1)
                .and(ledger.user(), "sms", 7));

        assertThat(none.receipts()).hasSize(3);
        assertThat(none.shortages())
                .extracting(shortage -> shortage.part().creditType(), shortage -> shortage.declined()
                        .missing())
                .containsExactly(tuple("credits", 5L), tuple("sms", 7L));
        assertThat(none.shortages().get(1).declined().nextStart()).isEqualTo(new NextStart(ledger.inDays(1), 30));
    }

    @Test
    void what_spend_all_throws_names_every_account_that_is_short() {
        sms().add(3);

        var thrown = catchThrowableOfType(
                NotEnoughBalanceException.class, () -> ledger.credits().spendAll(asking(10, 5)));

        assertThat(thrown.shortages()).hasSize(2);
        assertThat(thrown.declined()).isEqualTo(thrown.shortages().get(0).declined());
        assertThat(thrown.creditType())
                .isEqualTo(thrown.shortages().get(0).part().creditType());
        var key = thrown.declined().receipt().key();
        assertThat(thrown)
                .hasMessageContaining("on 2 of 2 accounts")
                .hasMessageContaining("10 asked of account "
                        + thrown.declined().receipt().id().account().number() + ", 3 available, so 7 more are needed")
                .hasMessageContaining("5 asked of account ")
                .hasMessageContaining("'" + key.text() + "'");
    }

    @Test
    void all_decide_at_the_latest_instant_among_them() {
        ofTeam().add(20);
        ledger.advanceHours(1);
        sms().add(AddRequest.of(7).expiringAt(ledger.inHours(1)));
        var latest = ledger.now();
        ledger.clock().advance(Duration.ofHours(-1));

        var receipts = ledger.credits().spendAll(asking(7, 5)).receipts();

        assertThat(receipts).extracting(Receipt::decidedAt).containsOnly(latest);
    }

    @Test
    void what_is_held_is_not_spent_and_what_has_lapsed_is() {
        sms().add(10);
        ofTeam().add(20);
        sms().hold(HoldRequest.of(4).until(ledger.inHours(1)));

        assertThat(declined(asking(7, 5)).shortages()).singleElement().satisfies(shortage -> assertThat(
                        shortage.declined().available())
                .isEqualTo(6));

        ledger.advanceHours(1);
        ledger.credits().spendAll(asking(7, 5));
        assertThat(sms().balance()).isEqualTo(new Balance(3, 0, 0));
    }

    @Test
    void what_one_account_may_owe_is_owed_by_it_alone() {
        with(Setup.standard().negative("sms", NegativePolicy.downTo(-10)));
        ofTeam().add(20);

        var receipts = ledger.credits().spendAll(asking(10, 5)).receipts();

        assertThat(receipts.get(0).allocations()).containsExactly(Allocation.owed(10));
        assertThat(sms().balance()).isEqualTo(new Balance(-10, 0, 10));
        assertThat(ofTeam().balance()).isEqualTo(new Balance(15, 0, 0));
    }

    @Test
    void an_account_that_may_go_below_zero_is_not_short() {
        with(Setup.standard().negative("sms", NegativePolicy.downTo(-10)));
        ofTeam().add(4);

        for (int times = 0; times < 2; times++) {
            assertThat(declined(asking(10, 5).withKey("k")).shortages())
                    .as("the first answer, and its repeat")
                    .extracting(shortage -> shortage.part().creditType())
                    .containsExactly("credits");
        }
        assertThat(sms().balance()).isEqualTo(Balance.nothing());
    }

    @Test
    void what_is_owed_is_repaid_first() {
        with(Setup.standard().negative("sms", NegativePolicy.downTo(-10)));
        sms().spend(10);
        sms().add(AddRequest.of(30).withTerms(GrantTerms.plain().startingAt(ledger.inDays(1))));
        ofTeam().add(20);
        ledger.advanceDays(1);

        ledger.credits().spendAll(asking(5, 5));

        assertThat(sms().balance()).isEqualTo(new Balance(15, 0, 0));
    }

    @Test
    void each_part_is_undone_on_its_own_account() {
        sms().add(100);
        ofTeam().add(20);
        ledger.credits().spendAll(asking(10, 5).withKey("call-17"));

        sms().reverse(ReverseRequest.of("call-17"));

        assertThat(sms().balance().total()).isEqualTo(100);
        assertThat(ofTeam().balance().total()).isEqualTo(15);
    }

    @Test
    void each_account_is_told_of_once() {
        sms().add(100);
        ofTeam().add(20);
        told.clear();

        var receipts =
                ledger.credits().spendAll(asking(10, 5).withKey("call-17")).receipts();
        ledger.credits().spendAll(asking(10, 5).withKey("call-17"));
        declined(asking(10, 500));

        assertThat(told)
                .extracting(BalanceUpdated::billable, BalanceUpdated::type, BalanceUpdated::receipt)
                .containsExactly(
                        tuple(ledger.user(), TransactionType.USAGE, receipts.get(0)),
                        tuple(team, TransactionType.USAGE, receipts.get(1)));
    }

    @Test
    void remarks_and_a_date_stand_beside_the_rows_of_every_account() {
        with(Setup.standard().ungrouped());
        sms().add(100);
        ofTeam().add(20);
        var yesterday = ledger.inDays(-1);

        ledger.credits().spendAll(asking(10, 5).withNotes("Newsletter").datedAt(yesterday));

        for (var account : List.of(sms(), ofTeam())) {
            assertThat(Standing.newestRow(account).remarks().notes()).isEqualTo("Newsletter");
            assertThat(account.spentOn(ledger.today().minusDays(1))).isPositive();
            assertThat(account.spentOn(ledger.today())).isZero();
        }
    }
}
