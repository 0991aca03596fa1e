package dev.spike.portal;

import dev.spike.billing.Order;
import dev.spike.billing.OrderId;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Where a customer is who comes back from paying: money is there when the provider has told, which may take some seconds. The
 * page asks every two seconds, by script or by itself, until the order stands otherwise.
 */
final class WaitingPage {

    /** The browser's script asks; it is answered without a page. */
    private static final String BY_SCRIPT = "HX-Request";

    private WaitingPage() {}

    static String path(Order order) {
        return "/buy/orders/" + order.id() + "/wait";
    }

    /** Comes before the order has a name: the newest is meant. */
    static ServerResponse newest(Visit visit) {
        return visit.buyer().orders(null, 1).orders().stream()
                .findFirst()
                .map(order -> visit.seeOther(path(order)))
                .orElseGet(() -> visit.seeOther("/buy"));
    }

    static ServerResponse show(Visit visit) {
        return asked(visit)
                .map(order ->
                        visit.request().headers().firstHeader(BY_SCRIPT) == null ? page(visit, order) : nudge(order))
                .orElseGet(visit::notFound);
    }

    /** The order that the address names, if it is the owner's. */
    static Optional<Order> asked(Visit visit) {
        return OrderId.read(visit.request().pathVariable("id")).flatMap(visit.buyer()::order);
    }

    private static ServerResponse page(Visit visit, Order order) {
        return order.fold(
                pending -> page(visit, order, "pending"),
                paid -> visit.seeOther(ThanksPage.path(order)),
                cancelled -> page(visit, order, "cancelled"),
                mispaid -> page(visit, order, "mispaid"));
    }

    private static ServerResponse page(Visit visit, Order order, String state) {
        return visit.show(
                "wait",
                Map.of(
                        "state",
                        state,
                        "order",
                        order.id().text(),
                        "address",
                        visit.site().address(visit.request(), path(order)),
                        "reloads",
                        state.equals("pending")));
    }

    /** Nothing new, or look again. */
    private static ServerResponse nudge(Order order) {
        return order.fold(
                pending ->
                        Guard.onto(ServerResponse.status(HttpStatus.NO_CONTENT)).build(),
                paid -> lookAgain(),
                cancelled -> lookAgain(),
                mispaid -> lookAgain());
    }

    private static ServerResponse lookAgain() {
        return Guard.onto(ServerResponse.ok()).header("HX-Refresh", "true").build();
    }
}
