package dev.spike.billing.postgres;

import dev.spike.billing.Money;
import dev.spike.billing.OrderId;
import dev.spike.billing.OrderLine;
import dev.spike.billing.postgres.OrderProvideStore.LineOf;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Orders with all that belongs to them: their lines, what those provide, and their checkouts. */
final class Orders {

    private final OrderStore orders = new OrderStore();
    private final OrderLineStore lines = new OrderLineStore();
    private final OrderProvideStore provides = new OrderProvideStore();
    private final CheckoutStore checkouts = new CheckoutStore();

    OrderStore store() {
        return orders;
    }

    OrderLineStore lines() {
        return lines;
    }

    CheckoutStore checkouts() {
        return checkouts;
    }

    /** Writes down what the cart comes to. */
    PlacedOrder place(Connection connection, Owner owner, OrderDraft draft, Instant now) throws SQLException {
        var id = OrderId.random();
        orders.add(connection, owner, id, draft, now);
        lines.add(connection, owner, id, draft.lines());
        provides.add(connection, owner, id, draft.lines());
        return get(connection, owner, id);
    }

    /** Notes that the provider will be asked for a page for the order. */
    CheckoutRow ask(Connection connection, PlacedOrder placed, Provider provider, Instant now) throws SQLException {
        var checkout = new CheckoutRow(
                placed.order().id(),
                placed.owner(),
                provider.name(),
                provider.pages(),
                now.plus(CheckingOut.PAGE_LASTS));
        checkouts.add(connection, checkout, now);
        return checkout;
    }

    /** Who is asked, and where the customer goes afterwards. */
    record Provider(String name, Pages pages) {}

    PlacedOrder get(Connection connection, Owner owner, OrderId id) throws SQLException {
        return find(connection, owner, id)
                .orElseThrow(() -> new IllegalStateException("The order " + id + " was read and is not there."));
    }

    Optional<PlacedOrder> find(Connection connection, Owner owner, OrderId id) throws SQLException {
        return find(connection, owner, List.of(id.text())).stream().findFirst();
    }

    /** Those of the orders that are the owner's, newest first. Three statements. */
    List<PlacedOrder> find(Connection connection, Owner owner, Collection<String> ids) throws SQLException {
        var rows = orders.find(connection, owner, ids);
        var provided = provides.ofLines(connection, owner, ids);
        var linesOf = new HashMap<String, List<OrderLineStore.Line>>();
        for (var line : lines.lines(connection, owner, ids)) {
            linesOf.computeIfAbsent(line.order(), order -> new ArrayList<>()).add(line);
        }
        var found = new ArrayList<PlacedOrder>();
        for (var row : rows) {
            var currency = row.totals().total().currency();
            found.add(row.with(linesOf.getOrDefault(row.id().text(), List.of()).stream()
                    .map(line -> new OrderLine(
                            line.product(),
                            line.name(),
                            line.quantity(),
                            new Money(line.unitPriceMinor(), currency),
                            provided.getOrDefault(new LineOf(line.order(), line.number()), List.of())))
                    .toList()));
        }
        return found;
    }
}
