package dev.spike.portal;

import dev.spike.billing.OrderId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The owner's orders, newest first.
 *
 * @param older the order before which the next page begins; none when this is the last
 * @param beginning whether this is the first page
 */
record OrdersPage(List<OrderView> orders, @Nullable String older, boolean beginning) {

    static final int ORDERS = 20;

    static ServerResponse show(Visit visit) {
        var before = visit.parameter("before").flatMap(OrderId::read);
        var page = visit.buyer().orders(before.orElse(null), ORDERS);
        var view = new OrdersPage(
                page.orders().stream().map(order -> OrderView.of(visit, order)).toList(),
                page.next() == null ? null : page.next().text(),
                before.isEmpty());
        return visit.show("orders", Map.of("page", view));
    }

    /** One of them, to be printed. */
    static ServerResponse receipt(Visit visit) {
        return WaitingPage.asked(visit)
                .map(order -> visit.show(
                        "order",
                        Map.of(
                                "order",
                                OrderView.of(visit, order),
                                "buyer",
                                visit.owner().name())))
                .orElseGet(visit::notFound);
    }
}
