package dev.spike.server;

import dev.spike.ledger.CreditType;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Amounts for the command line: exact, with thousands parted and the type's decimals less the zeros at the end. */
final class AmountText {

    private AmountText() {}

    static String of(CreditType type, long amount) {
        return type.text(amount);
    }

    static String signed(CreditType type, long amount) {
        return (amount > 0 ? "+" : "") + of(type, amount);
    }

    static String of(BigDecimal credits) {
        var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMaximumFractionDigits(Math.max(0, credits.scale()));
        return format.format(credits);
    }
}
