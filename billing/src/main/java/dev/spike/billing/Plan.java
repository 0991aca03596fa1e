package dev.spike.billing;

import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that is subscribed to; free when it has no price.
 *
 * @param id never changed once sold
 * @param archived no longer offered, but kept by those who have it
 */
public record Plan(
        String id,
        String name,
        String description,
        List<String> features,
        Prices prices,
        Provides provides,
        boolean archived) {

    /** The id by which the free plan is always found. */
    public static final String FREE = "free";

    private static final int MONTHS = 12;

    public Plan {
        features = List.copyOf(features);
    }

    /**
     * What it costs.
     *
     * @param monthly none if it is not sold by the month
     * @param yearly none is twelve times the monthly price; none of both is free
     */
    public record Prices(@Nullable Money monthly, @Nullable Money yearly) {

        public static final Prices FREE = new Prices(null, null);

        /** The currency of both; none if it is free. */
        public @Nullable Currency currency() {
            return monthly != null ? monthly.currency() : yearly != null ? yearly.currency() : null;
        }
    }

    /**
     * What it gives.
     *
     * @param monthly every month, whether paid by the month or by the year
     * @param yearly a lump at the beginning of each paid year
     * @param trial none if it is paid from the first day
     */
    public record Provides(
            List<Providable> monthly,
            List<Providable> yearly,
            @Nullable Trial trial) {

        public static final Provides NOTHING = new Provides(List.of(), List.of(), null);

        public Provides {
            monthly = List.copyOf(monthly);
            yearly = List.copyOf(yearly);
        }
    }

    /**
     * Days without payment at the beginning.
     *
     * @param days above zero
     * @param provides what is given for these days
     */
    public record Trial(int days, List<Providable> provides) {

        public Trial {
            provides = List.copyOf(provides);
        }
    }

    /** The free plan where plans are configured and none of them is free: archived, and provides nothing. */
    static Plan implicitFree() {
        return new Plan(FREE, "Free", "", List.of(), Prices.FREE, Provides.NOTHING, true);
    }

    public boolean isFree() {
        return prices.equals(Prices.FREE);
    }

    /** How it may be paid; a plan with only a yearly price is not sold by the month. */
    public Set<Interval> intervals() {
        boolean yearlyOnly = prices.monthly() == null && prices.yearly() != null;
        return yearlyOnly ? EnumSet.of(Interval.YEARLY) : EnumSet.allOf(Interval.class);
    }

    /**
     * What an interval costs; the yearly price that is not configured is twelve times the monthly one. Empty for a free plan,
     * and for an interval in which it is not sold.
     */
    public Optional<Money> price(Interval interval) {
        return switch (interval) {
            case MONTHLY -> Optional.ofNullable(prices.monthly());
            case YEARLY -> Optional.ofNullable(prices.yearly()).or(() -> twelveMonths());
        };
    }

    private Optional<Money> twelveMonths() {
        return Optional.ofNullable(prices.monthly()).map(monthly -> monthly.times(MONTHS));
    }
}
