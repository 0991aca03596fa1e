package dev.spike.billing;

import java.util.List;

/**
 * So many of a product, as the catalogue has it now.
 *
 * @param quantity 1 to {@link Cart#QUANTITY_MAX}
 */
public record CartLine(Product product, int quantity, Money unitPrice) {

    /** @throws ArithmeticException when 64 bits do not hold it */
    public Money total() {
        return unitPrice.times(quantity);
    }

    /**
     * What the line provides: what can be counted, times the quantity.
     *
     * @throws ArithmeticException when 64 bits do not hold it
     */
    public List<Providable> provides() {
        return product.provides().stream()
                .map(providable -> providable.times(quantity))
                .toList();
    }
}
