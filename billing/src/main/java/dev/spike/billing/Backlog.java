package dev.spike.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits and what failed, counted at one instant; the lists behind the numbers are {@link Billing}'s.
 *
 * @param arrived deliveries that nobody has looked at yet, and since when the first of them is here
 * @param unsettled deliveries that failed or wait, and since when the first of them does; {@link Billing#inbox}
 * @param due what is due with plans now, and since when the first of it is; {@link Billing#waitingDue}
 * @param failedDue what was due with plans and failed, and since when the first of it is due; {@link Billing#failedDue}
 * @param purchases what is wrong between money and what it bought
 */
public record Backlog(Pile arrived, Pile unsettled, Pile due, Pile failedDue, Purchases purchases) {

    /**
     * How many there are.
     *
     * @param oldest since when the first of them is there; none if there is none
     */
    public record Pile(long count, @Nullable Instant oldest) {}

    /**
     * What is wrong between money and what it bought. All are 0 where all is well.
     *
     * @param failedProvisions {@link Billing#failedProvisions}
     * @param failedTakeBacks {@link Billing#failedTakeBacks}
     * @param mispaidOrders {@link Billing#mispaidOrders}
     * @param extraPayments {@link Billing#extraPayments}
     */
    public record Purchases(long failedProvisions, long failedTakeBacks, long mispaidOrders, long extraPayments) {}
}
