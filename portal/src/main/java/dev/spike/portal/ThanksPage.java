package dev.spike.portal;

import dev.spike.billing.Order;
import java.util.Map;
import org.springframework.web.servlet.function.ServerResponse;

/** After a purchase: what was provided. */
final class ThanksPage {

    private ThanksPage() {}

    static String path(Order order) {
        return "/buy/orders/" + order.id() + "/thanks";
    }

    /** Only of a paid order is there such a page. */
    static ServerResponse show(Visit visit) {
        return WaitingPage.asked(visit)
                .filter(Order.Paid.class::isInstance)
                .map(order -> visit.show("thanks", Map.of("order", OrderView.of(visit, order))))
                .orElseGet(visit::notFound);
    }
}
