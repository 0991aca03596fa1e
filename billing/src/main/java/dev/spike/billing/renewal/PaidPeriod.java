package dev.spike.billing.renewal;

import dev.spike.billing.Interval;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;

/**
 * A period that somebody paid for, or tries for nothing.
 *
 * @param switchNumber of the terms it was billed by
 * @param paidAt when that was last told
 */
public record PaidPeriod(int switchNumber, Kind kind, Span span, Instant paidAt) {

    /** The later of two stands: the one that begins later, or was billed by later terms. */
    public static final Comparator<PaidPeriod> IN_ORDER =
            Comparator.comparing((PaidPeriod period) -> period.span().start()).thenComparing(PaidPeriod::switchNumber);

    /** What is paid, and so how it is divided. */
    public enum Kind {
        MONTH,
        YEAR,
        TRIAL;

        public static Kind of(Interval interval) {
            return interval == Interval.YEARLY ? YEAR : MONTH;
        }
    }

    /** The stretches for each of which credits are given: the months of a year, else the whole. */
    public List<Span> months(ZoneId zone) {
        return kind == Kind.YEAR ? Periods.monthsOf(span, zone) : List.of(span);
    }
}
