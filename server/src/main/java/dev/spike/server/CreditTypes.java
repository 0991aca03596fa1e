package dev.spike.server;

import dev.spike.ledger.CreditType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The credit types of traces. Amounts of two types never add, so each number of decimals is a type of its own:
 * {@code credits} has six, {@code credits-9} has nine.
 */
final class CreditTypes {

    /** A millionth of a credit prices a token of the usual lists. */
    static final int DECIMALS = 6;

    private static final int DECIMALS_MAX = 18;

    private static final String PLAIN = "credits";

    private CreditTypes() {}

    static CreditType withDecimals(int decimals) {
        return CreditType.of(decimals == DECIMALS ? PLAIN : PLAIN + "-" + decimals)
                .withDecimals(decimals);
    }

    /** All of them, those with most decimals last. */
    static List<CreditType> all() {
        return IntStream.rangeClosed(0, DECIMALS_MAX)
                .mapToObj(CreditTypes::withDecimals)
                .toList();
    }

    /** The type of an id that {@link #withDecimals} gave; any other has no decimals. */
    static CreditType ofId(String id) {
        if (id.equals(PLAIN)) {
            return withDecimals(DECIMALS);
        }
        return id.matches(PLAIN + "-(\\d|1[0-8])")
                ? withDecimals(Integer.parseInt(id.substring(PLAIN.length() + 1)))
                : CreditType.of(id);
    }
}
