package dev.spike.portal;

import dev.spike.billing.Cart;
import dev.spike.billing.Money;
import dev.spike.billing.Product;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A product that is for sale.
 *
 * @param provides what one provides
 * @param elsewhere why it cannot be put in: it is sold in other currencies than the cart is paid in; none where it can
 * @param quantity how many to put in
 */
record Offer(
        Text text,
        List<String> features,
        List<String> provides,
        String price,
        @Nullable String elsewhere,
        Field quantity) {

    /** What it is called. */
    record Text(String id, String name, String description) {}

    static Offer of(Visit visit, Product product, Cart cart, Fault fault) {
        var say = visit.reader();
        var price = Optional.ofNullable(cart.currency()).flatMap(product::price);
        var elsewhere = Optional.ofNullable(cart.currency())
                .filter(currency -> product.price(currency).isEmpty())
                .map(currency -> say.text("buy.elsewhere", "currency", currency.getDisplayName(say.locale())));
        return new Offer(
                new Text(product.id(), product.name(), product.description()),
                product.features(),
                Goods.offered(say, product.provides()),
                price(say, price.orElseGet(() -> product.prices().get(0))),
                elsewhere.orElse(null),
                Field.of(fault, Fault.Spot.OFFER, product.id(), "1"));
    }

    private static String price(Reader say, Money price) {
        return price.isZero() ? say.text("buy.free") : say.money(price);
    }
}
