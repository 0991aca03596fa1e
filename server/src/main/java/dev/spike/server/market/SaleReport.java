package dev.spike.server.market;

import dev.spike.billing.Money;
import java.math.BigDecimal;
import java.util.List;

/**
 * What was sold, by the tables.
 *
 * @param customers who has ever paid an order
 * @param boughtBefore how many of them had when this run began
 * @param orders that were paid
 * @param taken by the provider's books, by currency
 * @param paid by our orders, and by the periods of plans that we know to be paid, by currency
 * @param bought credits that were granted for orders
 */
public record SaleReport(
        long customers, long boughtBefore, long orders, List<Money> taken, List<Money> paid, BigDecimal bought) {

    public SaleReport {
        taken = List.copyOf(taken);
        paid = List.copyOf(paid);
    }

    /** Whether the money taken equals the paid orders and periods. */
    public boolean agrees() {
        return taken.equals(paid);
    }
}
