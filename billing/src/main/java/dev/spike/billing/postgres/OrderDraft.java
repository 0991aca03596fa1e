package dev.spike.billing.postgres;

import dev.spike.billing.OrderLine;
import dev.spike.billing.Totals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an order of the cart would be, by the catalogue of this moment. */
record OrderDraft(
        CartRow cart,
        List<OrderLine> lines,
        Totals totals,
        @Nullable String code) {}
