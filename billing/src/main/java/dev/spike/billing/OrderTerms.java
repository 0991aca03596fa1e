package dev.spike.billing;

import dev.spike.ledger.Billable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was agreed when an order was placed; never changes. */
public record OrderTerms(
        OrderId id,
        Billable billable,
        Instant placedAt,
        List<OrderLine> lines,
        Totals totals,
        @Nullable String discountCode) {

    public OrderTerms {
        lines = List.copyOf(lines);
    }
}
