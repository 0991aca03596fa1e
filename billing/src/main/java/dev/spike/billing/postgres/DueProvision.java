package dev.spike.billing.postgres;

import dev.spike.billing.CreditAmount;
import dev.spike.billing.OrderLine.Provided;
import java.util.Comparator;

/**
 * One thing that an order is to provide once.
 *
 * @param source the order
 * @param position LINE.POSITION in it
 * @param provided each, as the order keeps it
 * @param attempts made before
 */
record DueProvision(Owner owner, String source, String position, Provided provided, int quantity, int attempts) {

    /** Credits before all else and by credit type, so that two orders of one billable lock its accounts in one order. */
    static final Comparator<DueProvision> IN_ORDER = Comparator.comparing(
                    (DueProvision due) -> !due.provided().kind().equals(CreditAmount.WORD))
            .thenComparing(due -> due.provided().kind())
            .thenComparing(due -> due.provided().terms().getOrDefault("type", ""));

    /** The period of what is provided once. */
    static final String ONCE = "-";

    /** ORDER/LINE/POSITION: what it is called in the ledger. */
    String key() {
        return source + "/" + position.replace('.', '/');
    }
}
