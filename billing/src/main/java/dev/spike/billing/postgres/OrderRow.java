package dev.spike.billing.postgres;

import static java.util.Objects.requireNonNull;

import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.OrderId;
import dev.spike.billing.OrderLine;
import dev.spike.billing.OrderTerms;
import dev.spike.billing.Totals;
import dev.spike.billing.provider.Payment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order as its row and that of its checkout have it, without its lines. */
record OrderRow(Owner owner, OrderId id, Made made, OrderState state, Totals totals, Since since) {

    /** Of what and when it was made. */
    record Made(long cartId, long cartRevision, @Nullable String code, Instant placedAt) {}

    /** What has happened since. */
    record Since(
            @Nullable Instant paidAt,
            @Nullable Instant cancelledAt,
            @Nullable Payment payment,
            Money refunded,
            Order.Disputed disputed) {}

    PlacedOrder with(List<OrderLine> lines) {
        var terms = new OrderTerms(id, owner.billable(), made.placedAt(), lines, totals, made.code());
        var order =
                switch (state) {
                    case PENDING -> new Order.Pending(terms);
                    case PAID ->
                        new Order.Paid(
                                terms,
                                requireNonNull(since.paidAt()),
                                since.payment(),
                                since.refunded(),
                                since.disputed());
                    case CANCELLED -> new Order.Cancelled(terms, requireNonNull(since.cancelledAt()));
                    case MISPAID -> new Order.Mispaid(terms, requireNonNull(since.payment()));
                };
        return new PlacedOrder(owner, made.cartId(), made.cartRevision(), order);
    }
}
