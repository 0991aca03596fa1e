package dev.spike.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscountTest {

    private static Money usd(long minor) {
        return Money.of(minor, "USD");
    }

    @ParameterizedTest
    @CsvSource({"1000, 20, 800", "50, 15, 42", "1, 50, 0", "999, 100, 0", "0, 20, 0", "1, 1, 1"})
    void what_a_share_takes_off_is_rounded_half_up(long total, int percent, long left) {
        var discount = new Discount("SALE", new Reduction.Percent(percent), Repetition.once());

        assertThat(discount.applyTo(usd(total))).isEqualTo(usd(left));
    }

    @ParameterizedTest
    @CsvSource({"1000, 500", "500, 0", "499, 0", "0, 0"})
    void a_sum_is_taken_off_down_to_zero(long total, long left) {
        var discount = new Discount("FIVE", new Reduction.Fixed(usd(500)), Repetition.once());

        assertThat(discount.applyTo(usd(total))).isEqualTo(usd(left));
    }

    @Test
    void a_sum_is_taken_off_its_own_currency_only() {
        var fixed = new Reduction.Fixed(usd(500));

        assertThat(fixed.fits(usd(1))).isTrue();
        assertThat(fixed.fits(Money.of(1, "EUR"))).isFalse();
        assertThatThrownBy(() -> fixed.of(Money.of(1, "EUR"))).hasMessageContaining("two currencies");
    }

    @Test
    void is_used_once_or_so_often_or_for_ever() {
        assertThat(Repetition.once().allowsAfter(0)).isTrue();
        assertThat(Repetition.once().allowsAfter(1)).isFalse();
        assertThat(Repetition.times(3).allowsAfter(2)).isTrue();
        assertThat(Repetition.times(3).allowsAfter(3)).isFalse();
        assertThat(Repetition.forever().allowsAfter(Long.MAX_VALUE)).isTrue();
        assertThat(Repetition.times(3)).hasToString("3");
        assertThat(Repetition.forever()).hasToString("forever");
    }

    @Test
    void a_unit_price_may_be_finer_than_a_minor_unit() {
        var price = UnitPrice.parse("0.002 USD");

        assertThat(price.of(new BigDecimal(500), RoundingMode.UNNECESSARY)).isEqualTo(usd(100));
        assertThat(price.of(new BigDecimal("2.5"), RoundingMode.HALF_UP)).isEqualTo(usd(1));
        assertThat(price.of(new BigDecimal("2.4"), RoundingMode.HALF_UP)).isEqualTo(usd(0));
        assertThat(price).isEqualTo(UnitPrice.parse("0.0020 usd")).hasToString("0.002 USD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 USD", "0.002", "0.0000000000001 USD", "-1 USD", "1 EUX", "1 XAU"})
    void what_is_no_unit_price_is_refused(String written) {
        assertThatThrownBy(() -> UnitPrice.parse(written)).isInstanceOf(IllegalArgumentException.class);
    }
}
