package dev.spike.billing;

import java.util.Locale;

/** How often a plan is paid. */
public enum Interval {
    /** Every month. */
    MONTHLY,
    /** Every year; its credits come every month all the same. */
    YEARLY;

    /** The name in configuration, such as {@code monthly}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
