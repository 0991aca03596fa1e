package dev.spike.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spike.ledger.CreditType;
import dev.spike.ledger.UnknownCreditTypeException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreditAmountTest {

    private static final CreditType CREDITS = CreditType.of("credits").withDecimals(4);
    private static final CreditType SMS = CreditType.of("sms");
    private static final List<CreditType> TYPES = List.of(CREDITS, SMS);
    private static final Lifetime HALF_A_YEAR = Lifetime.parse("P6M");

    static Stream<CreditAmount> amounts() {
        return Stream.of(
                CreditAmount.of(0, CREDITS),
                CreditAmount.of(1, CREDITS),
                CreditAmount.of(Long.MAX_VALUE, CREDITS),
                CreditAmount.of(Long.MAX_VALUE, SMS).expiringAfter(HALF_A_YEAR),
                CreditAmount.of(10, SMS).rollingOver(new Rollover(7, 3, HALF_A_YEAR)));
    }

    @ParameterizedTest
    @MethodSource("amounts")
    void an_equal_one_is_made_of_the_terms_that_an_order_kept(CreditAmount amount) {
        assertThat(CreditAmount.read(amount.terms(), TYPES)).isEqualTo(amount);
    }

    @Test
    void the_first_type_is_meant_where_none_is_named() {
        assertThat(CreditAmount.read(Map.of("credits", "0.5"), TYPES)).isEqualTo(CreditAmount.of(5_000, CREDITS));
    }

    @Test
    void a_type_that_is_gone_is_said() {
        assertThatThrownBy(() -> CreditAmount.read(Map.of("credits", "1", "type", "tokens"), TYPES))
                .isInstanceOf(UnknownCreditTypeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1e3", "lots", "0.00001", "922337203685477.5808", "9999999999999999999"})
    void what_is_no_amount_is_refused(String credits) {
        assertThatThrownBy(() -> CreditAmount.read(Map.of("credits", credits), TYPES))
                .isInstanceOfAny(IllegalArgumentException.class, dev.spike.ledger.InvalidRequestException.class);
    }

    @Test
    void so_many_of_it_are_so_many_times_the_amount_for_as_long() {
        assertThat(CreditAmount.of(500, SMS).expiringAfter(HALF_A_YEAR).times(3))
                .isEqualTo(CreditAmount.of(1500, SMS).expiringAfter(HALF_A_YEAR));
        assertThatThrownBy(() -> CreditAmount.of(Long.MAX_VALUE, SMS).times(2)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void people_read_credits_and_how_long_they_last() {
        assertThat(CreditAmount.of(50_000_000, CREDITS)
                        .expiringAfter(HALF_A_YEAR)
                        .text())
                .isEqualTo("5000.0000 credits for P6M");
    }
}
