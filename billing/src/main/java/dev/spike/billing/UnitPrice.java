package dev.spike.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.regex.Pattern;

/**
 * What one whole credit costs; may be finer than a minor unit of the currency.
 *
 * @param amount above zero, in major units; at most twelve decimals
 */
public record UnitPrice(BigDecimal amount, Currency currency) {

    /** A millionth of a millionth: finer than any price per token that we know of. */
    public static final int DECIMALS_MAX = 12;

    private static final Pattern WRITTEN =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1," + DECIMALS_MAX + "})?) +([A-Za-z]{3})");

    public UnitPrice {
        amount = amount.stripTrailingZeros();
        if (amount.signum() <= 0 || amount.scale() > DECIMALS_MAX) {
            throw new IllegalArgumentException(
                    "A unit price of " + amount.toPlainString() + " " + currency.getCurrencyCode()
                            + " is not above zero, or has more than " + DECIMALS_MAX + " decimals.");
        }
        Money.zero(currency); // refuses what is no currency of payments, such as gold
    }

    /**
     * Reads {@code 0.002 USD}; the letters of the currency may be small.
     *
     * @throws IllegalArgumentException when it is not written so, or is zero
     */
    public static UnitPrice parse(String written) {
        var parts = WRITTEN.matcher(written.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + written + "' is no unit price; write it like 0.002 USD.");
        }
        return new UnitPrice(
                new BigDecimal(parts.group(1)), Money.of(0, parts.group(2)).currency());
    }

    /**
     * What so many credits cost.
     *
     * @param credits as people count them, decimals included; zero or more
     * @throws ArithmeticException when 64 bits of minor units do not hold it
     */
    public Money of(BigDecimal credits, RoundingMode rounding) {
        var minor = amount.multiply(credits).movePointRight(currency.getDefaultFractionDigits());
        return new Money(minor.setScale(0, rounding).longValueExact(), currency);
    }

    /** As it is written in configuration: {@code 0.002 USD}. */
    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency.getCurrencyCode();
    }
}
