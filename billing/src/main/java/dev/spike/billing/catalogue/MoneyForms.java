package dev.spike.billing.catalogue;

import dev.spike.billing.Money;
import dev.spike.billing.UnitPrice;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;

/** Prices. */
final class MoneyForms {

    /** A thousand lines of a thousand pieces at this price still fit 64 bits. */
    static final long MINOR_MAX = 1_000_000_000_000L;

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,18})?) +([A-Za-z]{3})");

    static final Form<Money> PRICE =
            new Form<>("price", "write an amount and a currency of ISO 4217, such as 10.00 USD", MoneyForms::price);

    static final Form<UnitPrice> UNIT_PRICE = new Form<>(
            "unit price",
            "write an amount above zero with at most " + UnitPrice.DECIMALS_MAX
                    + " decimals and a currency of ISO 4217, such as 0.002 USD",
            MoneyForms::unitPrice);

    private MoneyForms() {}

    private static Money price(String text) throws Misread {
        var parts = WRITTEN.matcher(text);
        if (!parts.matches()) {
            throw new Misread(MistakeKind.PRICE_MALFORMED);
        }
        int decimals = currency(parts.group(2)).getDefaultFractionDigits();
        var minor = new BigDecimal(parts.group(1)).movePointRight(decimals);
        if (minor.stripTrailingZeros().scale() > 0) {
            throw new Misread(MistakeKind.PRICE_TOO_PRECISE);
        }
        if (minor.compareTo(BigDecimal.valueOf(MINOR_MAX)) > 0) {
            throw new Misread(MistakeKind.PRICE_TOO_LARGE);
        }
        return Money.of(minor.longValueExact(), parts.group(2));
    }

    private static Currency currency(String code) throws Misread {
        try {
            return Money.of(0, code).currency();
        } catch (IllegalArgumentException e) {
            throw new Misread(MistakeKind.CURRENCY_UNKNOWN);
        }
    }

    private static UnitPrice unitPrice(String text) throws Misread {
        try {
            return UnitPrice.parse(text);
        } catch (IllegalArgumentException e) {
            var parts = WRITTEN.matcher(text);
            if (parts.matches()) {
                currency(parts.group(2));
            }
            throw new Misread(MistakeKind.UNIT_PRICE_MALFORMED);
        }
    }
}
