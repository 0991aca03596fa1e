package dev.spike.portal;

import dev.spike.billing.Cart;
import dev.spike.billing.CartLine;
import dev.spike.billing.Product;
import dev.spike.billing.Totals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cart as it is read.
 *
 * @param gone what is no longer sold and has to go first
 * @param provides what all of it provides together
 * @param sum none while it is empty
 */
record Basket(
        List<Line> lines,
        List<Gone> gone,
        List<String> provides,
        @Nullable Sum sum,
        Code code,
        Checkout checkout) {

    /** So many of a product. */
    record Line(String id, String name, String unitPrice, String total, String count, Field quantity) {

        static Line of(Visit visit, CartLine line, Fault fault) {
            var say = visit.reader();
            var product = line.product();
            return new Line(
                    product.id(),
                    product.name(),
                    say.money(line.unitPrice()),
                    say.money(line.total()),
                    say.text("buy.times", "count", line.quantity()),
                    Field.of(fault, Fault.Spot.LINE, product.id(), Integer.toString(line.quantity())));
        }
    }

    /** A product that is no longer sold. */
    record Gone(String id, String name) {}

    /**
     * What it comes to.
     *
     * @param less what the discount takes off; none where nothing
     */
    record Sum(String subtotal, @Nullable String less, String total) {

        static Sum of(Reader say, Totals totals) {
            return new Sum(
                    say.money(totals.subtotal()),
                    totals.discount().isZero() ? null : say.text("buy.off", "money", say.money(totals.discount())),
                    say.money(totals.total()));
        }
    }

    /**
     * The discount code.
     *
     * @param applied none where none is
     * @param useless why the one that is applied takes nothing off and has to go first; none where it counts
     */
    record Code(@Nullable String applied, @Nullable String useless, Field field) {

        static Code of(Visit visit, Cart cart, Fault fault) {
            return new Code(
                    cart.code(),
                    counts(visit, cart) ? null : visit.reader().text("buy.code.useless"),
                    Field.of(fault, Fault.Spot.CODE, "", ""));
        }

        private static boolean counts(Visit visit, Cart cart) {
            var code = cart.code();
            var totals = cart.totals();
            return code == null
                    || visit.buyer()
                            .catalogue()
                            .discount(code)
                            .filter(discount ->
                                    totals == null || discount.reduction().fits(totals.subtotal()))
                            .isPresent();
        }
    }

    /**
     * The way to pay.
     *
     * @param wrong what stands in the way; none where nothing does, or nothing is known to
     * @param again whether it was tried and may be tried again as it is
     */
    record Checkout(boolean possible, @Nullable String wrong, boolean again) {}

    static Basket of(Visit visit, Cart cart, Fault fault) {
        var totals = cart.totals();
        var code = Code.of(visit, cart, fault);
        boolean possible = totals != null && cart.noLongerSold().isEmpty() && code.useless() == null;
        boolean tried = fault.isAt(Fault.Spot.CHECKOUT, "");
        return new Basket(
                cart.lines().stream().map(line -> Line.of(visit, line, fault)).toList(),
                cart.noLongerSold().stream().map(id -> gone(visit, id)).toList(),
                Goods.offered(visit.reader(), cart.provides()),
                totals == null ? null : Sum.of(visit.reader(), totals),
                code,
                new Checkout(
                        possible,
                        tried ? fault.sentence() : null,
                        tried && fault.status().is5xxServerError()));
    }

    private static Gone gone(Visit visit, String id) {
        return new Gone(
                id,
                visit.site()
                        .billing()
                        .catalogue()
                        .product(id)
                        .map(Product::name)
                        .orElse(id));
    }

    public boolean empty() {
        return lines.isEmpty() && gone.isEmpty();
    }
}
