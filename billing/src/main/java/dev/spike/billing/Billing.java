package dev.spike.billing;

import dev.spike.ledger.Billable;
import java.time.Instant;
import java.util.List;

/**
 * Sells: {@code billing.of(user).addToCart("pack-10", 1)}, {@code billing.of(user).checkout(pages)}. Thread-safe.
 *
 * <p>What the provider is asked is noted before and after, in database transactions of its own; no transaction is open while
 * the provider is asked. Events are told after the commit.
 */
public interface Billing {

    /** What everybody may buy. */
    Catalogue catalogue();

    /**
     * The billable as somebody who buys. Nothing is read or written yet.
     *
     * @throws dev.spike.ledger.InvalidRequestException when its type or id cannot be kept
     */
    Buyer of(Billable billable);

    /**
     * Tries again to provide what failed and is due, each in a database transaction of its own; to be called now and then.
     * Any number of nodes may call it at once.
     *
     * @param limit 1 to 1,000
     * @return how many were tried
     */
    int retryProviding(Instant now, int limit);

    /**
     * What was paid and could not be provided yet, what is tried next first.
     *
     * @param limit 1 to 1,000
     */
    List<FailedProvision> failedProvisions(int limit);

    /**
     * Orders for which other money came than was asked, oldest first.
     *
     * @param limit 1 to 1,000
     */
    List<Order.Mispaid> mispaidOrders(int limit);
}
