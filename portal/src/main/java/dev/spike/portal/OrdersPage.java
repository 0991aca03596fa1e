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
                .map(order -> visit.show("order", Map.of("order", OrderView.of(visit, order), "buyer", buyer(visit))))
                .orElseGet(visit::notFound);
    }

    /** As the owner wants to be named, with the address if there is one. */
    private static String buyer(Visit visit) {
        var settings = visit.buyer().settings();
        var name = settings.invoiceName() == null ? visit.owner().name() : settings.invoiceName();
        return settings.invoiceAddress() == null ? name : name + "\n" + settings.invoiceAddress();
    }
}
