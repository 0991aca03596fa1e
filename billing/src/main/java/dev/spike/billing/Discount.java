package dev.spike.billing;

/**
 * A code that makes a cart or a plan cheaper.
 *
 * @param code as it is written; customers may type it in small or capital letters
 * @param times how often one billable may use it, counted by paid orders and by periods of a plan
 */
public record Discount(String code, Reduction reduction, Repetition times) {

    /** What of the total is left to pay; never below zero. */
    public Money applyTo(Money total) {
        return total.minus(reduction.of(total));
    }
}
