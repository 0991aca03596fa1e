package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.Cart;
import dev.spike.billing.Catalogue;
import dev.spike.billing.Money;
import dev.spike.billing.Product;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/** The cart changes. */
final class Shopping {

    private final BillingDatabase database;
    private final CartStore carts = new CartStore();
    private final CartItemStore items = new CartItemStore();
    private final Coding coding = new Coding();

    Shopping(BillingDatabase database) {
        this.database = database;
    }

    Cart cart(Owner owner, Catalogue catalogue) {
        return database.read(connection -> {
            var cart = carts.open(connection, owner);
            return cart.isEmpty()
                    ? new Cart(0, null, List.of(), List.of(), null, null)
                    : priced(connection, owner, cart.get(), catalogue);
        });
    }

    private Cart priced(Connection connection, Owner owner, CartRow cart, Catalogue catalogue) throws SQLException {
        return Pricing.cart(cart, items.quantities(connection, owner, cart.id()), catalogue);
    }

    /** What a change does with the locked cart. */
    private interface Change {

        CartRow on(Connection connection, CartRow cart, Map<String, Integer> quantities) throws SQLException;
    }

    private Cart change(Owner owner, Catalogue catalogue, Instant now, Change change) {
        return database.inTransaction((connection, untold) -> {
            var before = carts.lockOrBegin(connection, owner, now);
            var quantities = items.quantities(connection, owner, before.id());
            var after = change.on(connection, before, quantities);
            if (!after.equals(before)
                    || !items.quantities(connection, owner, before.id()).equals(quantities)) {
                carts.save(connection, owner, after, now);
            }
            return priced(connection, owner, carts.open(connection, owner).orElseThrow(), catalogue);
        });
    }

    /** @param quantity from how many are in, to how many shall be */
    Cart put(Owner owner, Catalogue catalogue, String productId, IntUnaryOperator quantity, Instant now) {
        return change(owner, catalogue, now, (connection, cart, quantities) -> {
            int wanted = quantity.applyAsInt(quantities.getOrDefault(productId, 0));
            if (wanted == 0) {
                return removed(connection, owner, cart, quantities, productId);
            }
            if (wanted < 0 || wanted > Cart.QUANTITY_MAX) {
                throw outOfRange(wanted);
            }
            if (!quantities.containsKey(productId) && quantities.size() == Cart.LINES_MAX) {
                throw new BillingException(
                        BillingError.CART_FULL,
                        "There are " + Cart.LINES_MAX + " products in the cart already; pay for them first.");
            }
            var product = sold(catalogue, productId);
            var currency = Objects.requireNonNullElseGet(cart.currency(), () -> firstCurrency(product));
            checkPriced(product, currency);
            items.put(connection, owner, cart.id(), productId, wanted);
            return cart.in(currency);
        });
    }

    static BillingException outOfRange(int quantity) {
        return new BillingException(
                BillingError.QUANTITY_OUT_OF_RANGE,
                "A quantity of " + quantity + " was asked for; it must be 1 to " + Cart.QUANTITY_MAX + ".");
    }

    private static Product sold(Catalogue catalogue, String id) {
        return Pricing.sold(catalogue, id)
                .orElseThrow(() -> new BillingException(
                        BillingError.PRODUCT_UNKNOWN,
                        "There is no product " + Shown.quoted(id) + " for sale; take one of the catalogue."));
    }

    private static Currency firstCurrency(Product product) {
        return product.prices().stream()
                .findFirst()
                .map(Money::currency)
                .orElseThrow(() -> new BillingException(
                        BillingError.PRODUCT_UNKNOWN,
                        "The product " + Shown.quoted(product.id())
                                + " has no price, so it is not for sale; give it one."));
    }

    private static void checkPriced(Product product, Currency currency) {
        if (product.price(currency).isEmpty()) {
            throw new BillingException(
                    BillingError.CURRENCY_MIXED,
                    "The product " + Shown.quoted(product.id()) + " has no price in " + currency.getCurrencyCode()
                            + ", the currency of the cart; choose another currency, or pay for the cart first.");
        }
    }

    Cart remove(Owner owner, Catalogue catalogue, String productId, Instant now) {
        return change(
                owner,
                catalogue,
                now,
                (connection, cart, quantities) -> removed(connection, owner, cart, quantities, productId));
    }

    /** An empty cart has no currency, so that anything may be put in. */
    private CartRow removed(
            Connection connection, Owner owner, CartRow cart, Map<String, Integer> quantities, String productId)
            throws SQLException {
        if (!quantities.containsKey(productId)) {
            return cart;
        }
        items.remove(connection, owner, cart.id(), productId);
        return quantities.size() == 1 ? cart.in(null) : cart;
    }

    Cart payIn(Owner owner, Catalogue catalogue, String code, Instant now) {
        var currency = currency(code);
        return change(owner, catalogue, now, (connection, cart, quantities) -> {
            quantities.keySet().forEach(id -> checkPriced(sold(catalogue, id), currency));
            return cart.in(currency);
        });
    }

    private static Currency currency(String code) {
        try {
            return Money.of(0, code).currency();
        } catch (IllegalArgumentException e) {
            throw new BillingException(
                    BillingError.CURRENCY_UNKNOWN,
                    Shown.quoted(code) + " is no currency to pay in; use the three letters of ISO 4217, such as USD.",
                    e);
        }
    }

    Cart applyCode(Owner owner, Catalogue catalogue, String code, Instant now) {
        return change(owner, catalogue, now, (connection, cart, quantities) -> {
            var totals = Pricing.cart(cart, quantities, catalogue).totals();
            return cart.with(coding.usable(connection, owner, cart, code, catalogue, totals)
                    .code());
        });
    }

    Cart removeCode(Owner owner, Catalogue catalogue, Instant now) {
        return change(owner, catalogue, now, (connection, cart, quantities) -> cart.with(null));
    }
}
