package dev.spike.server.simulate;

import dev.spike.billing.Interval;
import java.util.SplittableRandom;

/** What sort of customer somebody is; stays so. */
enum Habit {
    /** Never comes. */
    IDLE(22, "free", Interval.MONTHLY),
    /** Lives on the free plan and on packs. */
    FREE(22, "free", Interval.MONTHLY),
    /** Pays and spends nothing, so that what is there must stay there. */
    QUIET(5, "basic", Interval.MONTHLY),
    MONTHLY(21, "basic", Interval.MONTHLY),
    /** Begins with a trial. */
    TRYING(12, "standard", Interval.MONTHLY),
    YEARLY(13, "business", Interval.YEARLY),
    /** Was given a plan for nothing. */
    COMPED(5, "standard", Interval.MONTHLY);

    private static final int ALL = 100;

    private final int percent;
    private final String plan;
    private final Interval interval;

    Habit(int percent, String plan, Interval interval) {
        this.percent = percent;
        this.plan = plan;
        this.interval = interval;
    }

    static Habit draw(SplittableRandom random) {
        int drawn = random.nextInt(ALL);
        for (var habit : values()) {
            drawn -= habit.percent;
            if (drawn < 0) {
                return habit;
            }
        }
        throw new IllegalStateException("The shares of the habits do not make a hundred.");
    }

    /** The plan that it is the first to want. */
    String plan() {
        return plan;
    }

    Interval interval() {
        return interval;
    }
}
