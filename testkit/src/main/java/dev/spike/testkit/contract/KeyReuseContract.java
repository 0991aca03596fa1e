package dev.spike.testkit.contract;

import static dev.spike.testkit.contract.LedgerUnderTest.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.KeyReusedException;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.Source;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.TransactionType;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A key that was used for one request is refused for any other. */
public abstract class KeyReuseContract {

    private static final Instant EARLIER = START.minus(Duration.ofDays(1));
    private static final Instant LATER = START.plus(Duration.ofDays(1));
    private static final GrantTerms PLAIN = GrantTerms.plain();

    private final CreditAccount account;

    protected KeyReuseContract(Maker maker) {
        account = LedgerUnderTest.of(maker, Setup.standard().ungrouped()).account();
        account.add(100);
    }

    private static Consumer<CreditAccount> add(AddRequest request) {
        return account -> account.add(request.withKey("k"));
    }

    private static Consumer<CreditAccount> spend(SpendRequest request) {
        return account -> account.spend(request.withKey("k"));
    }

    private static Consumer<CreditAccount> remove(RemoveRequest request) {
        return account -> account.remove(request.withKey("k"));
    }

    static Stream<Arguments> otherAdds() {
        var ten = AddRequest.of(10);
        return Stream.of(
                arguments("another amount", add(AddRequest.of(11))),
                arguments("another type", add(ten.as(TransactionType.PRODUCT))),
                arguments("a start", add(ten.withTerms(PLAIN.startingAt(LATER)))),
                arguments("an expiry", add(ten.expiringAt(LATER))),
                arguments("a date", add(ten.withTerms(PLAIN.datedAt(EARLIER)))),
                arguments("a priority", add(ten.withTerms(PLAIN.withPriority(1)))),
                arguments("promotional", add(ten.withTerms(PLAIN.asPromotional()))),
                arguments("carried over", add(ten.withTerms(PLAIN.asCarriedOver()))),
                arguments("a note", add(ten.withNotes("A note"))),
                arguments("an order", add(ten.from(Source.order("7")))),
                arguments("a subscription", add(ten.from(Source.subscription("7")))),
                arguments("a spend", spend(SpendRequest.of(10))),
                arguments("a removal", remove(RemoveRequest.of(10))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherAdds")
    void a_key_of_an_add_is_refused_for(String difference, Consumer<CreditAccount> other) {
        add(AddRequest.of(10)).accept(account);

        Standing.assertRefused(ErrorCode.KEY_REUSED, account, other);
    }

    static Stream<Arguments> otherSpends() {
        var ten = SpendRequest.of(10);
        return Stream.of(
                arguments("another amount", spend(SpendRequest.of(11))),
                arguments("more than there is", spend(SpendRequest.of(1000))),
                arguments("a date", spend(ten.datedAt(EARLIER))),
                arguments("a note", spend(ten.withNotes("A note"))),
                arguments("a reason", spend(ten.withRemarks(Remarks.none().by("ann", "x")))),
                arguments("metadata", spend(ten.withRemarks(Remarks.none().withMetadata(Map.of("a", "b"))))),
                arguments("an add", add(AddRequest.of(10))),
                arguments("a removal", remove(RemoveRequest.of(10))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherSpends")
    void a_key_of_a_spend_is_refused_for(String difference, Consumer<CreditAccount> other) {
        spend(SpendRequest.of(10)).accept(account);

        Standing.assertRefused(ErrorCode.KEY_REUSED, account, other);
    }

    static Stream<Arguments> otherRemovals() {
        var ten = RemoveRequest.of(10);
        return Stream.of(
                arguments("another amount", remove(RemoveRequest.of(11))),
                arguments("one grant alone", remove(ten.from(new GrantId(1)))),
                arguments("a date", remove(ten.datedAt(EARLIER))),
                arguments("a note", remove(ten.withRemarks(Remarks.notes("A note")))),
                arguments("a spend", spend(SpendRequest.of(10))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherRemovals")
    void a_key_of_a_removal_is_refused_for(String difference, Consumer<CreditAccount> other) {
        remove(RemoveRequest.of(10)).accept(account);

        Standing.assertRefused(ErrorCode.KEY_REUSED, account, other);
    }

    @Test
    void a_key_of_a_decline_is_refused_for_another_request() {
        account.trySpend(SpendRequest.of(1000).withKey("k"));

        Standing.assertRefused(ErrorCode.KEY_REUSED, account, spend(SpendRequest.of(10)));
    }

    @Test
    void the_refusal_names_the_key_and_the_request_that_has_it() {
        var first = account.spend(SpendRequest.of(10).withKey("order-42")).receipt();

        var refusal = catchThrowableOfType(
                KeyReusedException.class,
                () -> account.spend(SpendRequest.of(17).withKey("order-42")));

        assertThat(refusal.first())
                .usingRecursiveComparison()
                .ignoringFields("replayed")
                .isEqualTo(first);
        assertThat(refusal).hasMessageContaining("'order-42'").hasMessageContaining("spend 10");
    }

    @Test
    void the_order_of_metadata_makes_no_other_request() {
        var oneWay = new LinkedHashMap<String, String>();
        oneWay.put("a", "1");
        oneWay.put("b", "2");
        var otherWay = new LinkedHashMap<String, String>();
        otherWay.put("b", "2");
        otherWay.put("a", "1");

        account.add(AddRequest.of(10).withKey("k").withRemarks(Remarks.none().withMetadata(oneWay)));
        var again = account.add(
                AddRequest.of(10).withKey("k").withRemarks(Remarks.none().withMetadata(otherWay)));

        assertThat(again.receipt().replayed()).isTrue();
    }

    @Test
    void parts_of_two_texts_never_pose_as_one_another() {
        account.spend(
                SpendRequest.of(10).withKey("k").withRemarks(Remarks.none().by("ab", "c")));

        Standing.assertRefused(
                ErrorCode.KEY_REUSED,
                account,
                spend(SpendRequest.of(10).withRemarks(Remarks.none().by("a", "bc"))));
    }
}
