package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.Catalogue;
import dev.spike.billing.Order;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.provider.PaymentProvider;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The cart becomes an order, under the cart's lock; or the order that was made of it is found. */
final class Placing {

    private final @Nullable PaymentProvider provider;
    private final Paying paying;
    private final Orders orders = new Orders();
    private final CartStore carts = new CartStore();
    private final CartItemStore items = new CartItemStore();
    private final Coding coding = new Coding();

    Placing(BillingSettings settings, Paying paying) {
        this.provider = settings.provider();
        this.paying = paying;
    }

    /** What the cart led to. */
    sealed interface Placed {

        /** An order that waits for its payment, to be asked for under the checkout's key. */
        record Waiting(PlacedOrder order, CheckoutRow checkout) implements Placed {}

        /** The order of an earlier cart stands in the way: its page is to be ended first. */
        record EndFirst(CheckoutRow earlier) implements Placed {}

        /** Nothing was to pay. */
        record Free(Order.Paid order) implements Placed {}
    }

    /** @throws BillingException when the cart cannot be paid as it stands */
    Placed place(Connection connection, Untold untold, Owner owner, Catalogue catalogue, Pages pages, Instant now)
            throws SQLException {
        var cart = carts.lockOpen(connection, owner).orElseThrow(Placing::empty);
        var draft = draft(connection, owner, cart, catalogue);
        var earlier = orders.store().pending(connection, owner, cart.id());
        if (earlier.isPresent()) {
            var order = orders.get(connection, owner, earlier.get());
            var checkout =
                    orders.checkouts().find(connection, earlier.get().text()).orElseThrow();
            return order.isOf(draft) && mayStillBePaid(checkout, now)
                    ? new Placed.Waiting(order, checkout)
                    : new Placed.EndFirst(checkout);
        }
        var order = orders.place(connection, owner, draft, now);
        return draft.totals().total().isZero()
                ? new Placed.Free(paying.free(connection, untold, order, now))
                : new Placed.Waiting(
                        order,
                        orders.ask(
                                connection,
                                order,
                                new Orders.Provider(provider().name(), pages),
                                now));
    }

    private boolean mayStillBePaid(CheckoutRow checkout, Instant now) {
        return now.isBefore(checkout.expiresAt())
                && checkout.provider().equals(provider().name());
    }

    private PaymentProvider provider() {
        if (provider == null) {
            throw new BillingException(
                    BillingError.PROVIDER_MISSING,
                    "The cart is to be paid, and no provider takes the money; build billing with the provider that the"
                            + " catalogue names.");
        }
        return provider;
    }

    private OrderDraft draft(Connection connection, Owner owner, CartRow row, Catalogue catalogue) throws SQLException {
        var cart = Pricing.cart(row, items.quantities(connection, owner, row.id()), catalogue);
        if (!cart.noLongerSold().isEmpty()) {
            throw new BillingException(
                    BillingError.PRODUCT_UNKNOWN,
                    "The product " + Shown.quoted(cart.noLongerSold().get(0))
                            + " in the cart is no longer for sale; remove it from the cart.");
        }
        var totals = cart.totals();
        if (totals == null) {
            throw empty();
        }
        if (row.code() != null) {
            coding.usable(connection, owner, row, row.code(), catalogue, totals);
        }
        return Pricing.draft(row, cart, totals);
    }

    private static BillingException empty() {
        return new BillingException(
                BillingError.CART_EMPTY, "The cart is empty, or was paid a moment ago; put something in.");
    }
}
