package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.Cart;
import dev.spike.billing.CartLine;
import dev.spike.billing.Catalogue;
import dev.spike.billing.Discount;
import dev.spike.billing.Money;
import dev.spike.billing.OrderLine;
import dev.spike.billing.OrderLine.Provided;
import dev.spike.billing.Product;
import dev.spike.billing.Totals;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a cart comes to. Pure. */
final class Pricing {

    private Pricing() {}

    /** The cart by the catalogue. */
    static Cart cart(CartRow row, Map<String, Integer> quantities, Catalogue catalogue) {
        var lines = new ArrayList<CartLine>();
        var noLongerSold = new ArrayList<String>();
        quantities.forEach((id, quantity) ->
                line(catalogue, row.currency(), id, quantity).ifPresentOrElse(lines::add, () -> noLongerSold.add(id)));
        try {
            var cart = new Cart(
                    row.revision(), row.currency(), lines, noLongerSold, row.code(), totals(row, lines, catalogue));
            cart.provides();
            return cart;
        } catch (ArithmeticException e) {
            throw new BillingException(
                    BillingError.TOTAL_TOO_LARGE,
                    "The cart would cost or provide more than 64 bits hold; take less of it.",
                    e);
        }
    }

    private static Optional<CartLine> line(Catalogue catalogue, @Nullable Currency currency, String id, int quantity) {
        return currency == null
                ? Optional.empty()
                : sold(catalogue, id).flatMap(product -> product.price(currency)
                        .map(price -> new CartLine(product, quantity, price)));
    }

    /** The product, if it is for sale. */
    static Optional<Product> sold(Catalogue catalogue, String id) {
        return catalogue.product(id).filter(product -> !product.archived());
    }

    private static @Nullable Totals totals(CartRow row, List<CartLine> lines, Catalogue catalogue) {
        if (lines.isEmpty()) {
            return null;
        }
        var subtotal = lines.stream().map(CartLine::total).reduce(Money::plus).orElseThrow();
        return Totals.of(subtotal, discount(row.code(), subtotal, catalogue));
    }

    private static @Nullable Discount discount(@Nullable String code, Money subtotal, Catalogue catalogue) {
        return code == null
                ? null
                : catalogue
                        .discount(code)
                        .filter(discount -> discount.reduction().fits(subtotal))
                        .orElse(null);
    }

    /** What an order keeps of the cart. */
    static OrderDraft draft(CartRow row, Cart cart, Totals totals) {
        var lines = cart.lines().stream()
                .map(line -> new OrderLine(
                        line.product().id(),
                        line.product().name(),
                        line.quantity(),
                        line.unitPrice(),
                        line.product().provides().stream().map(Provided::of).toList()))
                .toList();
        return new OrderDraft(row, lines, totals, cart.code());
    }
}
