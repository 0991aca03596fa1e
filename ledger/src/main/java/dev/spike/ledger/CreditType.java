package dev.spike.ledger;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A kind of credit, such as {@code credits} or {@code sms}. Amounts of two types never add.
 *
 * <p>Amounts are whole numbers of the type's smallest unit: with two decimals, 150 is shown as 1.50.
 *
 * @param id 1 to 60 lower-case letters, digits, {@code -} and {@code _}, beginning with a letter; never changed once used
 * @param translationKey where the portal finds the type's name
 * @param icon address of a picture, or none
 * @param decimals 0 to 18; never changed once used
 */
public record CreditType(
        String id, String translationKey, @Nullable String icon, int decimals) {

    /** More would leave no room for whole credits in 64 bits. */
    private static final int DECIMALS_MAX = 18;

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_-]{0,59}");

    public CreditType {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("The credit type id '" + id
                    + "' must be 1 to 60 lower-case letters, digits, '-' or '_', beginning with a letter.");
        }
        if (decimals < 0 || decimals > DECIMALS_MAX) {
            throw new IllegalArgumentException("The credit type '" + id + "' has " + decimals + " decimals; 0 to "
                    + DECIMALS_MAX + " are possible.");
        }
    }

    /** A type without decimals, named {@code spike.<id>} in the message files. */
    public static CreditType of(String id) {
        return new CreditType(id, "spike." + id, null, 0);
    }

    public CreditType withDecimals(int decimals) {
        return new CreditType(id, translationKey, icon, decimals);
    }

    /**
     * The amount in smallest units, exactly.
     *
     * @throws InvalidRequestException when it has more decimals than the type, or does not fit 64 bits
     */
    public long amount(BigDecimal credits) {
        var units = credits.movePointRight(decimals);
        if (units.stripTrailingZeros().scale() > 0) {
            throw new InvalidRequestException(
                    ErrorCode.AMOUNT_TOO_PRECISE,
                    credits.toPlainString() + " has more decimals than the " + decimals + " of '" + id
                            + "'; round it where you know how.");
        }
        try {
            return units.longValueExact();
        } catch (ArithmeticException e) {
            throw new InvalidRequestException(
                    ErrorCode.AMOUNT_TOO_LARGE,
                    credits.toPlainString() + " of '" + id + "' does not fit 64 bits with " + decimals + " decimals.");
        }
    }

    /** The amount as people read it: 150 units of a type with two decimals are 1.50. */
    public BigDecimal credits(long amount) {
        return BigDecimal.valueOf(amount, decimals);
    }

    /** The amount as people read it, with thousands parted and without zeros at the end: 1,234.5. */
    public String text(long amount) {
        var exact = credits(amount).stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(0, exact.scale()) + "f", exact);
    }
}
