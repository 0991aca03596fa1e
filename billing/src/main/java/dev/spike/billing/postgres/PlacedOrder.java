package dev.spike.billing.postgres;

import dev.spike.billing.Order;

/** An order, and the cart it was made of. */
record PlacedOrder(Owner owner, long cartId, long cartRevision, Order order) {

    /** Whether the cart would make the same order again. */
    boolean isOf(OrderDraft draft) {
        var terms = order.terms();
        return cartRevision == draft.cart().revision()
                && terms.lines().equals(draft.lines())
                && terms.totals().equals(draft.totals());
    }
}
