package dev.spike.billing;

import java.math.RoundingMode;

/** How much a discount takes off. */
public sealed interface Reduction {

    /** Whether it can be taken off money of the total's currency. */
    boolean fits(Money total);

    /**
     * What is taken off the total; never more than the total.
     *
     * @throws IllegalArgumentException when it does not {@link #fits fit}
     */
    Money of(Money total);

    /**
     * A share of the total, rounded half up to minor units: 15 % of 0.50 USD is 0.08.
     *
     * @param percent 1 to 100
     */
    record Percent(int percent) implements Reduction {

        public Percent {
            if (percent < 1 || percent > 100) {
                throw new IllegalArgumentException("A discount of " + percent + " percent is not within 1 to 100.");
            }
        }

        @Override
        public boolean fits(Money total) {
            return true;
        }

        @Override
        public Money of(Money total) {
            return total.percent(percent, RoundingMode.HALF_UP);
        }

        @Override
        public String toString() {
            return percent + " %";
        }
    }

    /**
     * The same for every total of its currency, down to zero.
     *
     * @param money above zero
     */
    record Fixed(Money money) implements Reduction {

        public Fixed {
            if (money.isZero()) {
                throw new IllegalArgumentException("A discount of " + money + " takes nothing off.");
            }
        }

        @Override
        public boolean fits(Money total) {
            return money.currency().equals(total.currency());
        }

        @Override
        public Money of(Money total) {
            return total.minus(total.lessButNotBelowZero(money));
        }

        @Override
        public String toString() {
            return money.toString();
        }
    }
}
