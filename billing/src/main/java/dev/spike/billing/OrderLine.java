package dev.spike.billing;

import java.util.List;
import java.util.Map;

/**
 * One line of an order, exactly as it was when it was placed.
 *
 * @param provides what each one provides, in the order of the catalogue
 */
public record OrderLine(String productId, String name, int quantity, Money unitPrice, List<Provided> provides) {

    public OrderLine {
        provides = List.copyOf(provides);
    }

    /** A providable as an order keeps it: its kind's word, and the terms from which the kind makes it again. */
    public record Provided(String kind, Map<String, String> terms) {

        public Provided {
            terms = Map.copyOf(terms);
        }

        public static Provided of(Providable providable) {
            return new Provided(providable.kind(), providable.terms());
        }
    }

    public Money total() {
        return unitPrice.times(quantity);
    }
}
