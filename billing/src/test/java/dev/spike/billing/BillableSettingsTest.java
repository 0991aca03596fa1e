package dev.spike.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be chosen, and how it is refused. */
class BillableSettingsTest {

    private static final int MESSAGE_MAX = 300;

    private static BillableSettings named(@Nullable String name) {
        return new BillableSettings(name, null, null, null, Map.of(), null);
    }

    private static BillableSettings at(@Nullable String address) {
        return new BillableSettings(null, address, null, null, Map.of(), null);
    }

    private static BillableSettings speaking(String language) {
        return new BillableSettings(null, null, language, null, Map.of(), null);
    }

    private static BillableSettings in(String zone) {
        return new BillableSettings(null, null, null, zone, Map.of(), null);
    }

    private static BillableSettings toldBelow(Map<String, Long> lowBalances) {
        return new BillableSettings(null, null, null, null, lowBalances, null);
    }

    private static BillableSettings toldDaysBefore(int days) {
        return new BillableSettings(null, null, null, null, Map.of(), days);
    }

    private interface Choice {

        BillableSettings make();
    }

    private static void assertRefused(Choice choice, String part) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(choice::make)
                .returns(BillingError.SETTINGS_INVALID, BillingException::error)
                .withMessageContaining(part)
                .satisfies(refusal -> assertThat(String.valueOf(refusal.getMessage()))
                        .hasSizeLessThan(MESSAGE_MAX)
                        .doesNotContain("\0", "\n"));
    }

    @Test
    void keeps_what_was_chosen() {
        var settings = new BillableSettings(
                " Ann & Sons \uD83D\uDE00", "1 High Street\n\tVilnius", "lt", "Europe/Vilnius", Map.of("sms", 0L), 90);

        assertThat(settings.invoiceName()).isEqualTo(" Ann & Sons \uD83D\uDE00");
        assertThat(settings.invoiceAddress()).isEqualTo("1 High Street\n\tVilnius");
        assertThat(settings.language()).isEqualTo("lt");
        assertThat(settings.zone()).isEqualTo("Europe/Vilnius");
        assertThat(settings.lowBalances()).containsExactly(Map.entry("sms", 0L));
        assertThat(settings.endNoticeDays()).isEqualTo(90);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\t \r\n"})
    void a_blank_text_is_none(String blank) {
        assertThat(new BillableSettings(blank, blank, blank, blank, Map.of(), null))
                .isEqualTo(BillableSettings.none());
    }

    @Test
    void lines_of_an_address_end_as_they_are_counted_in_a_form() {
        var lines = "x\r\n".repeat(250);

        assertThat(at(lines).invoiceAddress()).isEqualTo("x\n".repeat(250));
        assertThat(at("a\rb").invoiceAddress()).isEqualTo("a\nb");
    }

    @Test
    void a_text_that_is_too_long_is_refused_and_not_cut() {
        assertThat(named("x".repeat(255)).invoiceName()).hasSize(255);
        assertThat(at("x".repeat(500)).invoiceAddress()).hasSize(500);
        assertRefused(() -> named("x".repeat(256)), "name for invoices has 256 characters; at most 255");
        assertRefused(() -> at("x".repeat(501)), "address for invoices has 501 characters; at most 500");
        assertRefused(() -> speaking("x".repeat(100_000)), "language has 100000");
        assertRefused(() -> in("x".repeat(100_000)), "zone has 100000");
        assertRefused(() -> toldBelow(Map.of("x".repeat(61), 1L)), "credit type of a low balance has 61");
    }

    static Stream<String> unstorable() {
        return Stream.of("\0", "\u0007", "\u007F", "\u0085", "\uD800", "\uDC00");
    }

    @ParameterizedTest
    @MethodSource("unstorable")
    void a_character_that_cannot_be_kept_is_refused_wherever_it_stands(String character) {
        var part = "U+%04X at position 2, which cannot be kept".formatted((int) character.charAt(0));

        assertRefused(() -> named("ab" + character + "c"), part);
        assertRefused(() -> at("ab" + character + "c"), part);
        assertRefused(() -> speaking("en" + character), part);
        assertRefused(() -> in("ab" + character), part);
        assertRefused(() -> toldBelow(Map.of("ab" + character, 1L)), part);
    }

    @Test
    void a_name_is_one_line() {
        assertRefused(() -> named("Ann\nBob"), "U+000A");
    }

    @ParameterizedTest
    @CsvSource({"en, en", "pt-br, pt-BR", "EN-us, en-US", "zh-hant-tw, zh-Hant-TW"})
    void a_language_is_spelled_as_usual(String given, String kept) {
        assertThat(speaking(given).language()).isEqualTo(kept);
        assertThat(speaking(kept).language()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"english language", "e", "pt_BR", "und", "x-mine", "<script>"})
    void what_is_no_language_is_refused(String tag) {
        assertRefused(() -> speaking(tag), "'" + tag + "' is no language");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Vilnius", "+02:00", "europe/vilnius", "../../etc/passwd"})
    void what_is_no_zone_is_refused(String id) {
        assertRefused(() -> in(id), "'" + id + "' is no zone");
    }

    @Test
    void a_balance_to_be_told_of_is_zero_or_more_of_a_named_type() {
        assertThat(toldBelow(Map.of("credits", Long.MAX_VALUE)).lowBalances()).containsEntry("credits", Long.MAX_VALUE);
        assertRefused(() -> toldBelow(Map.of("credits", -1L)), "must be 0 or more");
        assertRefused(() -> toldBelow(Map.of(" ", 1L)), "names no credit type");
    }

    @Test
    void no_more_balances_are_told_of_than_anybody_has() {
        assertRefused(
                () -> toldBelow(IntStream.rangeClosed(0, BillableSettings.LOW_BALANCES_MAX)
                        .boxed()
                        .collect(Collectors.toMap(number -> "type" + number, number -> 1L))),
                "at most 100");
    }

    @Test
    void what_is_changed_afterwards_is_not_chosen() {
        var amounts = new HashMap<>(Map.of("credits", 1L));
        var settings = toldBelow(amounts);

        amounts.put("credits", -1L);

        assertThat(settings.lowBalances()).containsExactly(Map.entry("credits", 1L));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 91})
    void days_before_an_end_are_1_to_90(int days) {
        assertThat(toldDaysBefore(1).endNoticeDays()).isEqualTo(1);
        assertRefused(() -> toldDaysBefore(days), "choose 1 to 90");
    }
}
