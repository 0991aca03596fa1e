package dev.spike.billing.catalogue;

/** On which occasion something is provided, and so which terms of credits make sense. */
enum Occasion {
    /** Bought once: credits may end by themselves. */
    PURCHASE,
    /** A period of a plan: credits end with it, and may be carried over. */
    PERIOD,
    /** A trial: credits end with it. */
    TRIAL
}
