package dev.spike.billing.renewal;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The periods that follow one another from an anchor, without a gap or an overlap. Every edge is counted from the anchor, not
 * from the edge before it, so that a month's end comes back to the anchor's day:
 *
 * <pre>
 *   anchor 31 Jan          28 Feb            31 Mar            30 Apr
 *   [------- 0 -------)[------- 1 -------)[------- 2 -------)
 * </pre>
 *
 * <p>Days are those of the zone, at the anchor's time of day there. Where the clocks skip that time, the edge is as much later
 * as they skip; where they show it twice, it is the first.
 *
 * @param anchor where period 0 begins
 * @param step one month, one year, or another that does not end before it begins
 */
public record Periods(ZonedDateTime anchor, Period step) {

    /** So many edges a search may pass; a step of a day reaches over ten thousand years. */
    private static final long INDEX_MAX = 4_000_000;

    public Periods {
        if (step.isZero() || step.isNegative()) {
            throw new IllegalArgumentException("A period of " + step + " has no length; use P1M or longer.");
        }
        anchor = anchor.truncatedTo(ChronoUnit.MICROS);
    }

    public static Periods monthly(Instant anchor, ZoneId zone) {
        return new Periods(anchor.atZone(zone), Period.ofMonths(1));
    }

    public static Periods yearly(Instant anchor, ZoneId zone) {
        return new Periods(anchor.atZone(zone), Period.ofYears(1));
    }

    /**
     * The edge at which the period begins.
     *
     * @param index 0 for the first; below it none
     */
    public Instant startOf(long index) {
        if (index < 0 || index > INDEX_MAX) {
            throw new IllegalArgumentException("There is no period " + index + "; they are counted from 0.");
        }
        int steps = Math.toIntExact(index);
        return anchor.plus(step.multipliedBy(steps)).toInstant();
    }

    public Span get(long index) {
        return new Span(startOf(index), startOf(index + 1));
    }

    /**
     * The period in which the instant lies. A few steps, whatever the distance.
     *
     * @throws IllegalArgumentException when it lies before the anchor
     */
    public long indexAt(Instant at) {
        if (at.isBefore(startOf(0))) {
            throw new IllegalArgumentException(at + " lies before " + startOf(0) + ", where the first period begins.");
        }
        long index = estimate(at);
        while (index > 0 && startOf(index).isAfter(at)) {
            index--;
        }
        while (!startOf(index + 1).isAfter(at)) {
            index++;
        }
        return index;
    }

    private long estimate(Instant at) {
        long first = startOf(1).getEpochSecond() - startOf(0).getEpochSecond();
        long elapsed = at.getEpochSecond() - startOf(0).getEpochSecond();
        return Math.min(INDEX_MAX - 1, elapsed / Math.max(1, first));
    }

    /** The period in which the instant lies. */
    public Span at(Instant at) {
        return get(indexAt(at));
    }

    /**
     * The months inside a period that somebody else counted. There are as many as come closest to its end, at least one, and
     * the last ends with it; so an hour of daylight saving between two calendars makes no month of its own.
     */
    public static List<Span> monthsOf(Span whole, ZoneId zone) {
        var months = monthly(whole.start(), zone);
        long count = Math.max(1, closest(months, whole.end()));
        return LongStream.range(0, count)
                .mapToObj(index ->
                        new Span(months.startOf(index), index + 1 == count ? whole.end() : months.startOf(index + 1)))
                .toList();
    }

    private static long closest(Periods months, Instant end) {
        long before = months.indexAt(end);
        long sinceStart = ChronoUnit.MICROS.between(months.startOf(before), end);
        long untilNext = ChronoUnit.MICROS.between(end, months.startOf(before + 1));
        return sinceStart <= untilNext ? before : before + 1;
    }
}
