package dev.spike.billing.renewal;

/** What a subscription gives at an instant. */
public sealed interface Standing {

    /** The month is paid for. */
    record Entitled(PaidPeriod paid, Span month) implements Standing {}

    /** The last period is over, and the grace for the next payment is not: what was left of it stays. */
    record Bridged(PaidPeriod last) implements Standing {}

    /** The grace is over. */
    record Lapsed() implements Standing {}

    /** It has ended, or nothing was ever paid. */
    record Over() implements Standing {}

    /** Whether its plan holds, so that the free one does not. */
    default boolean holds() {
        return this instanceof Entitled || this instanceof Bridged;
    }
}
