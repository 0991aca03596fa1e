package dev.spike.billing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a billable's orders, newest first.
 *
 * @param next ask for the page before this order; none when this is the last
 */
public record OrderPage(List<Order> orders, @Nullable OrderId next) {

    /** A page is held in memory whole, with its lines. */
    public static final int SIZE_MAX = 100;

    public OrderPage {
        orders = List.copyOf(orders);
    }
}
