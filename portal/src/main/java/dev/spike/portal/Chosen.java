package dev.spike.portal;

import dev.spike.billing.Product;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the address chose, to be looked at and put in the cart by a form; it is not in there yet.
 *
 * @param unknown what is not for sale
 * @param code a discount code to be applied too; none where none was named
 */
record Chosen(
        List<Line> lines, List<String> unknown, @Nullable Field code) {

    /** Says of a form that it was this one. */
    static final String FORM = "chosen";

    /** So many of a product. */
    record Line(String id, String name, Field quantity) {}

    /** Nothing where nothing was chosen. */
    static Optional<Chosen> of(Visit visit, Fault fault) {
        boolean asked = visit.request().method().name().equals("GET")
                || visit.parameter(FORM).isPresent();
        var wishes = Wish.of(visit);
        var code = visit.parameter("code").map(Wish::cut);
        if (!asked || !visit.mayBuy() || (wishes.isEmpty() && code.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new Chosen(
                wishes.stream()
                        .map(wish -> line(visit, wish, fault))
                        .filter(Objects::nonNull)
                        .toList(),
                wishes.stream()
                        .map(Wish::product)
                        .filter(id -> sold(visit, id).isEmpty())
                        .map(id -> visit.reader().text("buy.chosen.unknown", "name", id))
                        .toList(),
                code.map(text -> Field.of(fault, Fault.Spot.CHOSEN_CODE, "", text))
                        .orElse(null)));
    }

    private static @Nullable Line line(Visit visit, Wish wish, Fault fault) {
        return sold(visit, wish.product())
                .map(product -> new Line(
                        product.id(),
                        product.name(),
                        Field.of(fault, Fault.Spot.CHOSEN, product.id(), wish.quantity())))
                .orElse(null);
    }

    private static Optional<Product> sold(Visit visit, String id) {
        return visit.buyer().catalogue().visibleProducts().stream()
                .filter(product -> product.id().equals(id))
                .findFirst();
    }

    /** Whether there is anything to put in or to apply. */
    public boolean useful() {
        return !lines.isEmpty() || code != null;
    }
}
