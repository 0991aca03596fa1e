package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.Source;
import dev.spike.ledger.SpendRequest;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A text comes back as it was given, or is refused before anything moves. */
public abstract class TextContract {

    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected TextContract(Maker maker) {
        ledger = LedgerUnderTest.of(maker, Setup.standard().ungrouped());
        account = ledger.account();
        account.add(100);
    }

    /** Where a text may stand, how long it may be, whether it may be blank, and whether it may have lines. */
    private record Place(
            String name, int charactersMax, boolean blank, boolean lines, Function<String, AddRequest> request) {

        private static Place of(String name, int charactersMax, Function<String, Remarks> remarks) {
            return new Place(
                    name, charactersMax, false, true, text -> AddRequest.of(1).withRemarks(remarks.apply(text)));
        }

        private Place onOneLine() {
            return new Place(name, charactersMax, blank, false, request);
        }

        private Place evenBlank() {
            return new Place(name, charactersMax, true, lines, request);
        }
    }

    private static Stream<Place> places() {
        var none = Remarks.none();
        return Stream.of(
                Place.of("note", 1000, Remarks::notes),
                Place.of("reason", 500, text -> none.by("ann", text)),
                Place.of("actor", 255, text -> none.by(text, "why")).onOneLine(),
                Place.of("metadata name", 40, text -> none.withMetadata(Map.of(text, "value")))
                        .onOneLine(),
                Place.of("metadata value", 500, text -> none.withMetadata(Map.of("name", text)))
                        .evenBlank(),
                new Place("key", 200, false, false, text -> AddRequest.of(1).withKey(text)),
                new Place("order", 255, false, false, text -> AddRequest.of(1).from(Source.order(text))),
                new Place("subscription", 255, false, false, text -> AddRequest.of(1)
                        .from(Source.subscription(text))));
    }

    static Stream<Arguments> wrong() {
        return places().flatMap(place -> Stream.of(
                        Stream.of("", " ", "\u2003")
                                .filter(text -> !place.blank())
                                .map(text -> row(place, text, ErrorCode.TEXT_BLANK)),
                        Stream.of("x".repeat(place.charactersMax() + 1))
                                .map(text -> row(place, text, ErrorCode.TEXT_TOO_LONG)),
                        Stream.of("a\0", "\u0001", "a\u007f", "\u0085b", "\ud83d", "a\ude00", "\ude00\ud83d")
                                .map(text -> row(place, text, ErrorCode.TEXT_NOT_STORABLE)),
                        Stream.of("a\nb", "a\rb", "a\tb")
                                .filter(text -> !place.lines())
                                .map(text -> row(place, text, ErrorCode.TEXT_NOT_STORABLE)))
                .flatMap(rows -> rows));
    }

    private static Arguments row(Place place, String text, ErrorCode code) {
        return arguments(place.name(), shown(text), text, place.request(), code);
    }

    private static String shown(String text) {
        return text.length() > 20
                ? text.length() + " characters"
                : text.codePoints().mapToObj("%04x"::formatted).toList().toString();
    }

    @ParameterizedTest(name = "{0} {1}: {4}")
    @MethodSource("wrong")
    void a_text_that_cannot_be_kept_is_refused(
            String where, String shown, String text, Function<String, AddRequest> request, ErrorCode code) {
        Standing.assertRefused(code, account, on -> on.add(request.apply(text)));
    }

    static Stream<Arguments> longest() {
        return places().flatMap(place -> Stream.of("x", "€", "\ud83d\ude00")
                .map(piece -> arguments(
                        place.name(), piece.repeat(place.charactersMax() / piece.length()), place.request())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("longest")
    void a_text_at_its_limit_comes_back_as_it_was(String where, String text, Function<String, AddRequest> request) {
        var asked = request.apply(text);

        var receipt = account.add(asked).receipt();

        assertThat(Standing.newestRow(account).remarks()).isEqualTo(asked.remarks());
        assertThat(ledger.credits().receipt(receipt.id())).isPresent();
        if (asked.key() != null) {
            assertThat(receipt.key()).isEqualTo(asked.key());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; DROP TABLE spike_credit_accounts; --",
                "{\"a\": [1, null]} {,} \\\\ \\u0041 \"quoted\"",
                "NULL",
                "Ünïcödé ﷽ \u202eright to left\u202c \ufeff\u200b",
                "两行\r\nzwei\tZeilen",
                "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 e\u0301 é",
                "$1 ? :name %s {} ${x} <b>&amp;</b>",
                " around "
            })
    void nothing_in_a_text_means_anything_to_the_ledger(String text) {
        var remarks = new Remarks(text, text, null, Map.of("name", text, "empty", ""));

        account.add(AddRequest.of(1).withRemarks(remarks));
        assertThat(Standing.newestRow(account).remarks()).isEqualTo(remarks);
        account.spend(SpendRequest.of(1).withRemarks(remarks));
        assertThat(Standing.newestRow(account).remarks()).isEqualTo(remarks);
    }

    @Test
    void metadata_has_at_most_fifty_pairs() {
        account.add(AddRequest.of(1).withRemarks(Remarks.none().withMetadata(pairs(50))));

        assertThat(Standing.newestRow(account).remarks().metadata()).isEqualTo(pairs(50));
        Standing.assertRefused(
                ErrorCode.METADATA_TOO_LARGE,
                account,
                on -> on.add(AddRequest.of(1).withRemarks(Remarks.none().withMetadata(pairs(51)))));
    }

    private static Map<String, String> pairs(int count) {
        var pairs = new LinkedHashMap<String, String>();
        IntStream.range(0, count).forEach(i -> pairs.put("name " + i, "value " + i));
        return pairs;
    }

    /** An owner as an application writes one: nobody has looked at its names. */
    private record Owner(String billableType, String billableId) implements Billable {}

    static Stream<Arguments> owners() {
        return Stream.of(
                arguments(new Owner("", "42"), ErrorCode.TEXT_BLANK),
                arguments(new Owner("user", " "), ErrorCode.TEXT_BLANK),
                arguments(new Owner("user", "x".repeat(256)), ErrorCode.TEXT_TOO_LONG),
                arguments(new Owner("x".repeat(256), "42"), ErrorCode.TEXT_TOO_LONG),
                arguments(new Owner("user", "4\0"), ErrorCode.TEXT_NOT_STORABLE),
                arguments(new Owner("user", "4\ud83d"), ErrorCode.TEXT_NOT_STORABLE),
                arguments(new Owner("us\ner", "42"), ErrorCode.TEXT_NOT_STORABLE));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("owners")
    void an_owner_whose_names_cannot_be_kept_has_no_account(Billable owner, ErrorCode code) {
        Standing.assertRefused(code, account, on -> ledger.credits().of(owner));
        Standing.assertRefused(code, account, on -> ledger.credits().of(owner, "sms"));
    }

    @Test
    void an_owner_with_the_longest_names_has_an_account() {
        var owner = new Owner("€".repeat(255), "\ud83d\ude00".repeat(127));

        ledger.credits().of(owner).add(5);

        assertThat(ledger.credits().of(owner).balance().total()).isEqualTo(5);
    }
}
