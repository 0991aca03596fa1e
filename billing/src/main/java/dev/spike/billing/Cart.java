package dev.spike.billing;

import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a billable is about to buy, priced by the catalogue of this moment. A picture: changes are made with {@link Buyer}.
 *
 * @param revision moves with every change
 * @param currency none until something was put in or a currency chosen
 * @param lines in the order in which they were put in
 * @param noLongerSold ids of products that are in the cart and can no longer be bought; they stand in the way of a checkout
 * @param code the discount code applied; also one that has ended since, which stands in the way of a checkout
 * @param totals none for an empty cart
 */
public record Cart(
        long revision,
        @Nullable Currency currency,
        List<CartLine> lines,
        List<String> noLongerSold,
        @Nullable String code,
        @Nullable Totals totals) {

    /** A page of a provider holds some hundred lines at most; nobody reads more. */
    public static final int LINES_MAX = 100;

    /** Keeps any price times any quantity, and any amount of credits, far from the end of 64 bits. */
    public static final int QUANTITY_MAX = 10_000;

    public Cart {
        lines = List.copyOf(lines);
        noLongerSold = List.copyOf(noLongerSold);
    }

    public boolean isEmpty() {
        return lines.isEmpty() && noLongerSold.isEmpty();
    }

    /**
     * What all lines provide together: credits of one type and lifetime in one sum, the rest each once with its quantity.
     *
     * @throws ArithmeticException when 64 bits do not hold it
     */
    public List<Providable> provides() {
        var quantities = new LinkedHashMap<Providable, Integer>();
        lines.forEach(line -> line.product()
                .provides()
                .forEach(providable -> quantities.merge(providable, line.quantity(), Math::addExact)));
        var merged = new LinkedHashMap<Object, Providable>();
        quantities.forEach((providable, quantity) -> add(merged, providable.times(quantity)));
        return new ArrayList<>(merged.values());
    }

    private static void add(Map<Object, Providable> merged, Providable providable) {
        if (providable instanceof CreditAmount credits) {
            merged.merge(
                    credits.withAmount(0),
                    credits,
                    (one, other) -> credits.withAmount(Math.addExact(((CreditAmount) one).amount(), credits.amount())));
        } else {
            merged.put(providable, providable);
        }
    }
}
