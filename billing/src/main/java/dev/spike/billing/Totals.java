package dev.spike.billing;

import org.jspecify.annotations.Nullable;

/**
 * What a cart or an order comes to, all in one currency.
 *
 * @param subtotal the lines
 * @param discount what a code takes off; never more than the subtotal
 * @param total what is paid
 */
public record Totals(Money subtotal, Money discount, Money total) {

    /** @param discount none takes nothing off; a percentage of all lines together is rounded once, half up */
    public static Totals of(Money subtotal, @Nullable Discount discount) {
        var total = discount == null ? subtotal : discount.applyTo(subtotal);
        return new Totals(subtotal, subtotal.minus(total), total);
    }
}
