package dev.spike.portal;

import dev.spike.billing.Cart;
import dev.spike.billing.Product;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * What is for sale, and the cart beside it. An address may choose: {@code /buy?products[pack-10]=2&code=LAUNCH} shows a form that
 * is filled so; nothing is in the cart until it is sent.
 *
 * @param notice what has just happened; none where nothing did
 * @param chosen what the address chose; none where it did not
 * @param currencies none where there is no choice
 */
record BuyPage(
        boolean mayBuy,
        @Nullable Notice notice,
        @Nullable Chosen chosen,
        @Nullable Currencies currencies,
        List<Offer> offers,
        Basket basket) {

    static ServerResponse show(Visit visit) {
        return show(visit, Fault.NONE);
    }

    /** The page with what was wrong, and what was typed. */
    static ServerResponse show(Visit visit, Fault fault) {
        return visit.show(fault.status(), "buy", Map.of("buy", of(visit, fault)));
    }

    private static BuyPage of(Visit visit, Fault fault) {
        var cart = visit.buyer().cart();
        var products = visit.buyer().catalogue().visibleProducts();
        return new BuyPage(
                visit.mayBuy(),
                notice(visit, cart, products, fault).orElse(null),
                Chosen.of(visit, fault).orElse(null),
                Currencies.of(visit, cart, fault).orElse(null),
                products.stream()
                        .map(product -> Offer.of(visit, product, cart, fault))
                        .toList(),
                Basket.of(visit, cart, fault));
    }

    private static Optional<Notice> notice(Visit visit, Cart cart, List<Product> products, Fault fault) {
        var say = visit.reader();
        if (isNowhere(fault, cart, products)) {
            return Optional.of(Notice.bad(fault.sentence()));
        }
        if (visit.parameter("payment").filter("cancelled"::equals).isPresent() && !cart.isEmpty()) {
            return Optional.of(Notice.plain(say.text("buy.cancelled")));
        }
        return visit.parameter("added").flatMap(id -> cart.lines().stream()
                .filter(line -> line.product().id().equals(id))
                .map(line ->
                        Notice.good(say.text("buy.added", "name", line.product().name())))
                .findFirst());
    }

    /** Whether there is no field any more beside which to say it. */
    private static boolean isNowhere(Fault fault, Cart cart, List<Product> products) {
        return switch (fault.spot()) {
            case OFFER, CHOSEN -> products.stream().map(Product::id).noneMatch(fault.product()::equals);
            case LINE -> cart.lines().stream().map(line -> line.product().id()).noneMatch(fault.product()::equals);
            case CODE, CHECKOUT -> cart.isEmpty();
            case CHOSEN_CODE, CURRENCY, NOWHERE -> false;
        };
    }
}
