package dev.spike.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values refuse what no account could mean, before a database is asked. */
class ValuesTest {

    private static final Billable USER = Billable.of("user", "42");

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void an_amount_is_above_zero(long amount) {
        assertRefused(ErrorCode.AMOUNT_NOT_POSITIVE, () -> AddRequest.of(amount));
        assertRefused(ErrorCode.AMOUNT_NOT_POSITIVE, () -> SpendRequest.of(amount));
        assertRefused(ErrorCode.AMOUNT_NOT_POSITIVE, () -> RemoveRequest.of(amount));
        assertRefused(ErrorCode.AMOUNT_NOT_POSITIVE, () -> SpendAllRequest.of(USER, "sms", amount));
        assertRefused(ErrorCode.AMOUNT_NOT_POSITIVE, () -> SpendAllRequest.of(USER, "sms", 1)
                .and(USER, "email", amount));
    }

    @Test
    void a_spend_of_several_accounts_names_each_once() {
        var request = SpendAllRequest.of(USER, "sms", 1)
                .and(USER, "email", 1)
                .and(Billable.of("team", "42"), "sms", 1)
                .and(Billable.of("user", "43"), "sms", 1);

        assertThat(request.parts()).hasSize(4);
        assertRefused(ErrorCode.ACCOUNT_NAMED_TWICE, () -> request.and(Billable.of("user", "42"), "email", 2));
        assertRefused(ErrorCode.TEXT_BLANK, () -> request.and(nobody(), "sms", 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpendAllRequest(List.of(), null, Remarks.none(), null));
    }

    private static Billable nobody() {
        return new Billable() {
            @Override
            public String billableType() {
                return "user";
            }

            @Override
            public String billableId() {
                return "";
            }
        };
    }

    @Test
    void a_spend_of_several_accounts_names_at_most_a_hundred() {
        var parts = new ArrayList<SpendAllRequest.Part>();
        for (int i = 0; i < 100; i++) {
            parts.add(new SpendAllRequest.Part(Billable.of("user", "user " + i), "sms", 1));
        }
        var request = new SpendAllRequest(parts, null, Remarks.none(), null);

        assertThat(request.parts()).hasSize(100);
        assertRefused(ErrorCode.TOO_MANY_ACCOUNTS, () -> request.and(USER, "sms", 1));
    }

    @ParameterizedTest
    @EnumSource
    void a_verb_is_known_by_its_word(Verb verb) {
        assertThat(Verb.ofWord(verb.word())).isEqualTo(verb);
        assertThat(verb.word()).matches("[a-z]+(-[a-z]+)?");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 150, 150",
        "2, 1.5, 150",
        "2, 1.500, 150",
        "2, 0.01, 1",
        "2, 1E3, 100000",
        "18, 9.223372036854775807, 9223372036854775807"
    })
    void an_amount_is_exact_in_smallest_units(int decimals, BigDecimal credits, long amount) {
        var type = CreditType.of("tokens").withDecimals(decimals);

        assertThat(type.amount(credits)).isEqualTo(amount);
        assertThat(type.credits(amount)).isEqualByComparingTo(credits);
    }

    @ParameterizedTest
    @CsvSource({"0, 1.5, AMOUNT_TOO_PRECISE", "2, 0.001, AMOUNT_TOO_PRECISE", "18, 9.3, AMOUNT_TOO_LARGE"})
    void an_amount_that_does_not_fit_its_type_is_refused(int decimals, BigDecimal credits, ErrorCode error) {
        assertRefused(
                error, () -> CreditType.of("tokens").withDecimals(decimals).amount(credits));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Credits", "1st", "a b", "ı", "-a"})
    void a_credit_type_has_a_plain_id(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> CreditType.of(id)).withMessageContaining(id);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 19})
    void a_credit_type_has_0_to_18_decimals(int decimals) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CreditType.of("credits").withDecimals(decimals));
    }

    @ParameterizedTest
    @CsvSource({"'', TEXT_BLANK", "'  ', TEXT_BLANK", "'a\nb', TEXT_NOT_STORABLE", "'a\tb', TEXT_NOT_STORABLE"})
    void a_key_is_one_visible_line(String key, ErrorCode error) {
        assertRefused(error, () -> new IdempotencyKey(key));
    }

    @Test
    void a_key_has_at_most_200_characters() {
        assertThat(new IdempotencyKey("k".repeat(200)).text()).hasSize(200);
        assertRefused(ErrorCode.TEXT_TOO_LONG, () -> new IdempotencyKey("k".repeat(201)));
    }

    @Test
    void a_made_key_is_new_every_time() {
        assertThat(Stream.generate(IdempotencyKey::random).limit(1_000)).doesNotHaveDuplicates();
    }

    @Test
    void a_note_has_at_most_1000_characters_that_can_be_kept() {
        assertThat(Remarks.notes("two\nlines").notes()).contains("\n");
        assertThat(Remarks.notes("n".repeat(1_000)).notes()).hasSize(1_000);
        assertRefused(ErrorCode.TEXT_TOO_LONG, () -> Remarks.notes("n".repeat(1_001)));
        assertRefused(ErrorCode.TEXT_BLANK, () -> Remarks.notes(" "));
        assertRefused(ErrorCode.TEXT_NOT_STORABLE, () -> Remarks.notes("nul \0"));
        assertRefused(ErrorCode.TEXT_NOT_STORABLE, () -> Remarks.notes("half a pair \uD83D"));
        assertThat(Remarks.notes("a whole pair \uD83D\uDE00").isEmpty()).isFalse();
    }

    @Test
    void metadata_has_at_most_50_pairs_of_short_texts() {
        var pairs = new HashMap<String, String>();
        for (int i = 0; i < Remarks.METADATA_PAIRS_MAX; i++) {
            pairs.put("name" + i, "");
        }

        assertThat(Remarks.none().withMetadata(pairs).metadata()).hasSize(50);
        pairs.put("one more", "");
        assertRefused(ErrorCode.METADATA_TOO_LARGE, () -> Remarks.none().withMetadata(pairs));
        assertRefused(ErrorCode.TEXT_TOO_LONG, () -> Remarks.none().withMetadata(Map.of("n".repeat(41), "")));
        assertRefused(ErrorCode.TEXT_TOO_LONG, () -> Remarks.none().withMetadata(Map.of("n", "v".repeat(501))));
        assertRefused(ErrorCode.TEXT_BLANK, () -> Remarks.none().withMetadata(Map.of(" ", "v")));
    }

    @Test
    void an_instant_is_whole_microseconds_within_the_years_1_to_9999() {
        var terms = GrantTerms.plain().startingAt(Instant.parse("2026-04-01T00:00:00.000001999Z"));

        assertThat(terms.effectiveAt()).isEqualTo("2026-04-01T00:00:00.000001Z");
        assertRefused(ErrorCode.INSTANT_OUT_OF_RANGE, () -> GrantTerms.plain().expiringAt(Instant.MAX));
        assertRefused(ErrorCode.INSTANT_OUT_OF_RANGE, () -> SpendRequest.of(1).datedAt(Instant.MIN));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, TransactionPage.SIZE_MAX + 1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void a_page_has_one_to_a_thousand_rows(int size) {
        assertRefused(ErrorCode.PAGE_SIZE_OUT_OF_RANGE, () -> TransactionQuery.newest(size));
        assertThat(TransactionQuery.newest(1).size()).isEqualTo(1);
        assertThat(TransactionQuery.newest(1_000).size()).isEqualTo(TransactionPage.SIZE_MAX);
    }

    @Test
    void the_days_of_a_statement_are_in_order_and_within_the_years_1_to_9999() {
        var day = LocalDate.of(2026, 4, 1);
        var query = TransactionQuery.newest(1);

        assertThat(query.from(day).to(day))
                .returns(day, TransactionQuery::firstDay)
                .returns(day, TransactionQuery::lastDay);
        assertRefused(ErrorCode.DAYS_OUT_OF_ORDER, () -> query.from(day).to(day.minusDays(1)));
        assertRefused(ErrorCode.DAYS_OUT_OF_ORDER, () -> query.to(day).from(day.plusDays(1)));
        assertRefused(ErrorCode.INSTANT_OUT_OF_RANGE, () -> query.from(LocalDate.of(0, 12, 31)));
        assertRefused(ErrorCode.INSTANT_OUT_OF_RANGE, () -> query.to(LocalDate.of(10_000, 1, 1)));
        assertRefused(ErrorCode.INSTANT_OUT_OF_RANGE, () -> query.to(LocalDate.MAX));
    }

    @Test
    void no_types_and_no_kinds_are_all_of_them_and_so_is_every_one() {
        var all = TransactionQuery.newest(1);

        assertThat(all.asksForAll()).isTrue();
        assertThat(all.ofTypes(Set.of(TransactionType.values()))
                        .ofKinds(Set.of(EntryKind.values()))
                        .asksForAll())
                .isTrue();
        assertThat(all.before(new TransactionId(7)).asksForAll()).isTrue();
        assertThat(all.ofTypes(Set.of(TransactionType.USAGE)).asksForAll()).isFalse();
        assertThat(all.ofKinds(Set.of(EntryKind.BURN)).asksForAll()).isFalse();
        assertThat(all.from(LocalDate.of(2026, 4, 1)).asksForAll()).isFalse();
        assertThat(all.to(LocalDate.of(2026, 4, 1)).asksForAll()).isFalse();
    }

    @Test
    void added_credits_are_no_usage() {
        assertThatIllegalArgumentException().isThrownBy(() -> AddRequest.of(1).as(TransactionType.USAGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "17", ":key", "x:key", "17:"})
    void a_receipt_is_found_by_account_and_key_only(String text) {
        assertThat(ReceiptId.parse("17:order:42"))
                .isEqualTo(new ReceiptId(new AccountId(17), new IdempotencyKey("order:42")))
                .hasToString("17:order:42");
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> ReceiptId.parse(text));
    }

    @Test
    void a_balance_is_available_and_held() {
        assertThat(new Balance(-5, 30, 5).total()).isEqualTo(25);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> new Balance(Long.MAX_VALUE, 1, 0).total());
    }

    @Test
    void what_may_be_remembered_of_balances_is_bounded() {
        var second = Duration.ofSeconds(1);

        assertThat(BalanceCache.standard()).isEqualTo(BalanceCache.of(10_000, second));
        assertThat(BalanceCache.of(1_000_000, Duration.ofDays(1)).sizeMax()).isEqualTo(1_000_000);
        for (int size : List.of(0, -1, 1_000_001)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BalanceCache.of(size, second))
                    .withMessageContaining("from 1 to 1000000");
        }
        for (var age :
                List.of(Duration.ZERO, second.negated(), Duration.ofDays(1).plusNanos(1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BalanceCache.of(1, age))
                    .withMessageContaining("at most PT24H");
        }
        assertThat(new BalanceCacheStats(BalanceCache.standard(), 3, 2, 1).hitPercent())
                .isEqualTo(66);
        assertThat(new BalanceCacheStats(BalanceCache.standard(), 0, 0, 0).hitPercent())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void an_error_has_a_plain_name_in_every_language(ErrorCode error) {
        assertThat(error.code())
                .matches("[a-z]+(-[a-z]+)*")
                .isEqualTo(error.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    @Test
    void a_billable_asks_the_one_installed_engine() {
        var user = Billable.of("user", "42");

        assertThatIllegalStateException().isThrownBy(user::credits).withMessageContaining("credits.of(user)");
        assertRefused(ErrorCode.TEXT_BLANK, () -> Billable.of(" ", "42"));
        assertRefused(ErrorCode.TEXT_TOO_LONG, () -> Billable.of("user", "4".repeat(256)));
    }

    private static void assertRefused(ErrorCode error, Runnable request) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(request::run)
                .satisfies(refused -> assertThat(refused.error()).isEqualTo(error));
    }

    @Test
    void an_amount_is_read_with_the_decimals_of_its_type() {
        assertThat(CreditType.of("sms").text(1_234_567)).isEqualTo("1,234,567");
        assertThat(CreditType.of("credits").withDecimals(2).text(-150)).isEqualTo("-1.5");
        assertThat(CreditType.of("credits").withDecimals(18).text(Long.MIN_VALUE))
                .isEqualTo("-9.223372036854775808");
    }
}
