package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.NoneSpent;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendAllResult;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.SpikeException;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One key names a spend of several accounts on each of them; and what such a spend refuses. */
public abstract class SpendAllKeyContract {

    private static final Billable TEAM = LedgerUnderTest.somebody();

    private final Maker maker;
    private LedgerUnderTest ledger;

    protected SpendAllKeyContract(Maker maker) {
        this.maker = maker;
        with(Setup.standard().ungrouped());
    }

    private void with(Setup setup) {
        ledger = LedgerUnderTest.of(maker, setup);
        ledger.account("sms").add(100);
        ledger.account("email").add(100);
        ledger.account("credits").add(100);
    }

    private List<CreditAccount> accounts() {
        return List.of(ledger.account("sms"), ledger.account("email"), ledger.account("credits"));
    }

    private static SpendAllRequest first(Billable user) {
        return SpendAllRequest.of(user, "sms", 10).and(user, "email", 5).withKey("k");
    }

    private SpendAllResult ask(SpendAllRequest request) {
        return ledger.credits().trySpendAll(request);
    }

    private void assertRefused(ErrorCode code, Runnable request) {
        var before = accounts().stream().map(Standing::of).toList();

        var refusal = catchThrowableOfType(SpikeException.class, request::run);

        assertThat(refusal).as("the refusal").isNotNull().returns(code, SpikeException::error);
        assertThat(refusal).message().matches("(?s)[A-Z0-9].*\\.");
        assertThat(accounts().stream().map(Standing::of)).isEqualTo(before);
    }

    private static void assertReplayed(List<Receipt> again, List<Receipt> first) {
        assertThat(again)
                .allMatch(Receipt::replayed)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("replayed")
                .isEqualTo(first);
    }

    @Test
    void a_repeat_is_answered_again_and_moves_nothing() {
        var receipts = ask(first(ledger.user())).receipts();
        var before = accounts().stream().map(Standing::of).toList();

        var again = ask(first(ledger.user())).receipts();

        assertThat(receipts).noneMatch(Receipt::replayed);
        assertReplayed(again, receipts);
        assertThat(accounts().stream().map(Standing::of)).isEqualTo(before);
    }

    @Test
    void a_repeat_may_name_the_accounts_in_another_order_and_is_answered_in_it() {
        var receipts = ask(first(ledger.user())).receipts();

        var again = ask(SpendAllRequest.of(ledger.user(), "email", 5)
                        .and(ledger.user(), "sms", 10)
                        .withKey("k"))
                .receipts();

        assertReplayed(again, List.of(receipts.get(1), receipts.get(0)));
    }

    @Test
    void a_decline_is_answered_again_also_after_topping_up() {
        var request = first(ledger.user()).and(ledger.user(), "credits", 101);
        var declined = (NoneSpent) ask(request);
        ledger.account("credits").add(100);

        var again = (NoneSpent) ask(request);

        assertReplayed(again.receipts(), declined.receipts());
        assertThat(again.shortages()).singleElement().satisfies(shortage -> {
            assertThat(shortage.part()).isEqualTo(request.parts().get(2));
            assertThat(shortage.declined().missing()).isEqualTo(1);
        });
        assertThat(ask(request.withKey("new")).receipts())
                .extracting(receipt -> receipt.balance().total())
                .containsExactly(90L, 95L, 99L);
    }

    static Stream<Arguments> otherRequests() {
        return Stream.of(
                other("another amount", user -> spending(user, "sms", 11).and(user, "email", 5)),
                other("amounts that changed places", user -> spending(user, "sms", 5)
                        .and(user, "email", 10)),
                other("fewer accounts", user -> spending(user, "sms", 10)),
                other("more accounts", user -> first(user).and(user, "credits", 1)),
                other("another account instead", user -> spending(user, "credits", 10)
                        .and(user, "email", 5)),
                other("a note", user -> first(user).withNotes("A note")),
                other("a date", user -> first(user).datedAt(LedgerUnderTest.START.minusSeconds(1))));
    }

    private static Arguments other(String difference, Function<Billable, SpendAllRequest> request) {
        return arguments(difference, request);
    }

    private static SpendAllRequest spending(Billable user, String creditType, long amount) {
        return SpendAllRequest.of(user, creditType, amount).withKey("k");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherRequests")
    void its_key_is_refused_for(String difference, Function<Billable, SpendAllRequest> other) {
        ask(first(ledger.user()));

        assertRefused(ErrorCode.KEY_REUSED, () -> ask(other.apply(ledger.user())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherRequests")
    void its_key_is_refused_also_when_it_was_declined_for(
            String difference, Function<Billable, SpendAllRequest> other) {
        ledger.account("sms").remove(95);
        ask(first(ledger.user()));
        ledger.account("sms").add(100);

        assertRefused(ErrorCode.KEY_REUSED, () -> ask(other.apply(ledger.user())));
    }

    @Test
    void its_key_is_refused_for_a_plain_spend_of_one_of_its_accounts() {
        ask(first(ledger.user()));

        assertRefused(ErrorCode.KEY_REUSED, () -> ledger.account("sms")
                .spend(SpendRequest.of(10).withKey("k")));
        ledger.account("credits").spend(SpendRequest.of(10).withKey("k"));
    }

    @Test
    void a_key_that_only_the_last_of_its_accounts_knows_is_refused_and_nothing_moves_on_any() {
        ledger.account("email").spend(SpendRequest.of(5).withKey("k"));

        assertRefused(ErrorCode.KEY_REUSED, () -> ask(first(ledger.user())));
        assertThat(ledger.account("sms").receipt("k")).isEmpty();
    }

    @Test
    void metadata_that_read_like_a_part_do_not_pose_as_one() {
        var zoe = Billable.of("user", "zoe-" + LedgerUnderTest.somebody().billableId());
        ledger.credits().of(zoe, "email").add(100);
        ledger.credits().of(zoe, "sms").add(100);
        ask(spending(zoe, "email", 5).and(zoe, "sms", 10));

        var posing = spending(zoe, "sms", 10)
                .withRemarks(Remarks.none().withMetadata(Map.of("email", zoe.billableType(), zoe.billableId(), "5")));

        assertRefused(ErrorCode.KEY_REUSED, () -> ask(posing));
    }

    @Test
    void the_key_of_an_add_is_refused() {
        ledger.account("sms").add(AddRequest.of(10).withKey("k"));

        assertRefused(ErrorCode.KEY_REUSED, () -> ask(first(ledger.user())));
    }

    @Test
    void without_a_key_a_repeat_is_a_new_spend() {
        var request = SpendAllRequest.of(ledger.user(), "sms", 10).and(ledger.user(), "email", 5);

        var one = ask(request).receipts();
        var other = ask(request).receipts();

        assertThat(one.get(0).key()).isNotEqualTo(other.get(0).key());
        assertThat(ledger.account("sms").balance().total()).isEqualTo(80);
    }

    @Test
    void a_credit_type_that_is_not_configured_is_refused() {
        assertRefused(
                ErrorCode.UNKNOWN_CREDIT_TYPE,
                () -> ask(first(ledger.user()).and(TEAM, "minutes", 1).withNotes("A note")));
    }

    @Test
    void details_of_a_grouped_spend_are_refused_before_the_key_is_looked_at() {
        with(Setup.standard());
        ask(first(ledger.user()));

        assertRefused(
                ErrorCode.GROUPED_SPEND_WITH_DETAILS,
                () -> ask(first(ledger.user()).withNotes("A note")));
        assertRefused(
                ErrorCode.GROUPED_SPEND_WITH_DETAILS,
                () -> ask(first(ledger.user()).datedAt(ledger.inDays(-1))));
    }

    @Test
    void a_date_in_the_future_is_refused_after_the_key_and_before_what_is_short() {
        var tomorrow = first(ledger.user()).and(ledger.user(), "credits", 1_000).datedAt(ledger.inDays(1));

        assertRefused(ErrorCode.DATED_IN_THE_FUTURE, () -> ask(tomorrow));

        ledger.account("sms").spend(SpendRequest.of(1).withKey("k"));
        assertRefused(ErrorCode.KEY_REUSED, () -> ask(tomorrow));
    }
}
