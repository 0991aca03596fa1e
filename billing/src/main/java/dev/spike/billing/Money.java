package dev.spike.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An amount of money, exact: whole minor units of a currency. Two currencies never add.
 *
 * @param minor zero or more, in the currency's minor units: 1999 is 19.99 USD, and 1,999 JPY
 * @param currency one that has minor units, so no metal
 */
public record Money(long minor, Currency currency) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,4})?) +([A-Za-z]{3})");

    public Money {
        if (minor < 0) {
            throw new IllegalArgumentException("The amount of " + minor + " minor units of "
                    + currency.getCurrencyCode() + " is negative; money here is zero or more.");
        }
        if (currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException(
                    currency.getCurrencyCode() + " has no minor units, so no price can be in it; use a currency.");
        }
    }

    /** So many minor units: {@code Money.of(1999, "USD")} is 19.99 USD. */
    public static Money of(long minor, String currency) {
        return new Money(minor, currencyOf(currency));
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /**
     * Reads {@code 19.99 USD}; the letters of the currency may be small.
     *
     * @throws IllegalArgumentException when it is not written so, or has more decimals than the currency
     */
    public static Money parse(String written) {
        var parts = WRITTEN.matcher(written.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + written + "' is no price; write it like 10.00 USD.");
        }
        var currency = currencyOf(parts.group(2));
        zero(currency); // refuses a metal before its decimals are asked for
        var minor = new BigDecimal(parts.group(1)).movePointRight(currency.getDefaultFractionDigits());
        if (minor.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException("'" + written + "' has more decimals than the "
                    + currency.getDefaultFractionDigits() + " of " + currency.getCurrencyCode() + ".");
        }
        try {
            return new Money(minor.longValueExact(), currency);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + written + "' is more than 64 bits hold.", e);
        }
    }

    private static Currency currencyOf(String code) {
        try {
            return Currency.getInstance(code.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + code + "' is no currency; use the three letters of ISO 4217, such as USD.", e);
        }
    }

    public boolean isZero() {
        return minor == 0;
    }

    /** @throws ArithmeticException when 64 bits do not hold the sum */
    public Money plus(Money other) {
        return new Money(Math.addExact(minor, inSame(other)), currency);
    }

    /** @throws IllegalArgumentException when the other is more */
    public Money minus(Money other) {
        return new Money(minor - inSame(other), currency);
    }

    /** What is left, never below zero. */
    public Money lessButNotBelowZero(Money other) {
        return new Money(Math.max(0, minor - inSame(other)), currency);
    }

    /** @throws ArithmeticException when 64 bits do not hold the product */
    public Money times(long quantity) {
        return new Money(Math.multiplyExact(minor, quantity), currency);
    }

    /**
     * So many percent of it.
     *
     * @param percent 0 to 100
     */
    public Money percent(int percent, RoundingMode rounding) {
        var share =
                BigDecimal.valueOf(minor).multiply(BigDecimal.valueOf(percent)).movePointLeft(2);
        return new Money(share.setScale(0, rounding).longValueExact(), currency);
    }

    private long inSame(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(this + " and " + other + " are of two currencies and do not add.");
        }
        return other.minor;
    }

    /** The amount in major units, with all decimals of the currency: 19.90. */
    public BigDecimal amount() {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits());
    }

    /** As it is written in configuration: {@code 19.90 USD}. */
    @Override
    public String toString() {
        return amount().toPlainString() + " " + currency.getCurrencyCode();
    }
}
