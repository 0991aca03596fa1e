package dev.spike.billing.postgres;

import dev.spike.billing.BillingEvent;
import dev.spike.billing.Order;
import dev.spike.billing.provider.Payment;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Money came for an order: it is paid once, whoever tells of it and however often, and what it bought is provided in the same
 * database transaction. An order that was cancelled is paid all the same, as the money was taken.
 */
final class Paying {

    private static final Logger LOG = LoggerFactory.getLogger(Paying.class);

    private final Orders orders = new Orders();
    private final CartStore carts = new CartStore();
    private final InboxStore inbox = new InboxStore();
    private final PaymentStore payments = new PaymentStore();
    private final Providing providing;

    Paying(Providing providing) {
        this.providing = providing;
    }

    /** What a payment meant. */
    sealed interface Noted {

        /** The order that it was for. */
        default Optional<Order> order() {
            return Optional.empty();
        }

        /** The order was paid by it, now. */
        record Now(Order.Paid paid) implements Noted {

            @Override
            public Optional<Order> order() {
                return Optional.of(paid);
            }
        }

        /** The order was paid before. */
        record Before(Order.Paid paid) implements Noted {

            @Override
            public Optional<Order> order() {
                return Optional.of(paid);
            }
        }

        /** It is not what was asked for: nothing is provided. */
        record Other(Order.Mispaid mispaid) implements Noted {

            @Override
            public Optional<Order> order() {
                return Optional.of(mispaid);
            }
        }

        /** No checkout of ours has that key, or not yet. */
        record NotOurs() implements Noted {}
    }

    /** The checkout opened under the key was paid. Locks the cart, the order, then the accounts. */
    Noted paid(Connection connection, Untold untold, String checkoutKey, Payment payment, Instant now)
            throws SQLException {
        var checkout = orders.checkouts().find(connection, checkoutKey);
        if (checkout.isEmpty()) {
            return new Noted.NotOurs();
        }
        var owner = checkout.get().owner();
        var placed =
                locked(connection, orders.get(connection, owner, checkout.get().order()));
        if (placed.order() instanceof Order.Paid paid) {
            if (paid.payment() == null || !paid.payment().id().equals(payment.id())) {
                again(connection, checkout.get(), payment, now);
            }
            return new Noted.Before(paid);
        }
        if (placed.order() instanceof Order.Mispaid mispaid
                && !mispaid.payment().id().equals(payment.id())) {
            if (payments.find(connection, checkout.get().provider(), payment.id())
                    .isPresent()) {
                return new Noted.Other(mispaid); // told again, after another came
            }
            again(connection, checkout.get(), mispaid.payment(), now);
        }
        orders.checkouts().paid(connection, checkoutKey, payment, now);
        inbox.wake(connection, checkout.get().provider(), payment.id(), now);
        if (payment.money().equals(placed.order().totals().total())) {
            return new Noted.Now(settle(connection, untold, placed, now));
        }
        orders.store().mispaid(connection, owner, placed.order().id());
        closeCart(connection, placed, now);
        LOG.error(
                "Order {} is over {} and payment {} over {}: nothing was provided; return the money, or provide by hand",
                placed.order().id(),
                placed.order().totals().total(),
                payment.id(),
                payment.money());
        return new Noted.Other((Order.Mispaid)
                orders.get(connection, owner, placed.order().id()).order());
    }

    private PlacedOrder locked(Connection connection, PlacedOrder found) throws SQLException {
        var id = found.order().id();
        carts.lock(connection, found.owner(), found.cartId());
        orders.store().lock(connection, found.owner(), id);
        return orders.get(connection, found.owner(), id);
    }

    /** It stays in sight until it is returned; what the order provided was bought by another. */
    private void again(Connection connection, CheckoutRow checkout, Payment payment, Instant now) throws SQLException {
        var paidFor = new PaidFor(
                checkout.provider(), checkout.owner(), checkout.order().text());
        if (payments.again(connection, paidFor, payment)) {
            payments.returned(connection, checkout.provider(), payment.id());
            inbox.wake(connection, checkout.provider(), payment.id(), now);
            LOG.error(
                    "For order {} payment {} over {} came besides another; return that money",
                    checkout.key(),
                    payment.id(),
                    payment.money());
        }
    }

    /** An order for which nothing is to pay. Its cart is locked. */
    Order.Paid free(Connection connection, Untold untold, PlacedOrder placed, Instant now) throws SQLException {
        return settle(connection, untold, placed, now);
    }

    private Order.Paid settle(Connection connection, Untold untold, PlacedOrder placed, Instant now)
            throws SQLException {
        var owner = placed.owner();
        var id = placed.order().id();
        orders.store().paid(connection, owner, id, now);
        closeCart(connection, placed, now);
        providing.provide(connection, untold, placed, now);
        placed.order()
                .lines()
                .forEach(line -> untold.add(new BillingEvent.ProductPurchased(owner.billable(), id, line)));
        return (Order.Paid) orders.get(connection, owner, id).order();
    }

    /** What was paid is no longer to be bought; a cart that was changed after its order was given up stays open. */
    private void closeCart(Connection connection, PlacedOrder placed, Instant now) throws SQLException {
        var cart = carts.open(connection, placed.owner());
        if (cart.isEmpty() || cart.get().id() != placed.cartId()) {
            return;
        }
        boolean wasPending = placed.order() instanceof Order.Pending;
        boolean unchanged = cart.get().revision() == placed.cartRevision();
        boolean another = orders.store()
                .pending(connection, placed.owner(), placed.cartId())
                .isPresent();
        if ((wasPending || unchanged) && !another) {
            carts.close(connection, placed.owner(), placed.cartId(), now);
        }
    }
}
