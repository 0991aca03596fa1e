package dev.spike.server.scenario;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The instants at which something recurs: the anchor, and every so many days or months before and after it.
 *
 * <pre>
 *   every P1M, anchor January 31st:   Jan 31   Feb 29   Mar 31   Apr 30 ...
 * </pre>
 *
 * Months clamp to their last day and return to the anchor's day. In UTC.
 */
record Recurrence(int step, ChronoUnit unit, LocalDateTime anchor) {

    static Recurrence of(Part part) {
        var anchor = LocalDateTime.ofInstant(part.instant("anchor").orElseThrow(), ZoneOffset.UTC);
        var every = part.text("every").orElseThrow();
        return switch (every) {
            case "P1D" -> new Recurrence(1, ChronoUnit.DAYS, anchor);
            case "P7D" -> new Recurrence(7, ChronoUnit.DAYS, anchor);
            case "P1M" -> new Recurrence(1, ChronoUnit.MONTHS, anchor);
            case "P3M" -> new Recurrence(3, ChronoUnit.MONTHS, anchor);
            case "P1Y" -> new Recurrence(12, ChronoUnit.MONTHS, anchor);
            default -> throw new NotOfferedException("grant field recurrence every " + every);
        };
    }

    /** The first occurrence at or after the instant. */
    Instant firstFrom(Instant instant) {
        long number = estimate(instant) - 1;
        while (occurrence(number).isBefore(instant)) {
            number++;
        }
        return occurrence(number);
    }

    Instant firstAfter(Instant instant) {
        return firstFrom(instant.plusNanos(1));
    }

    Instant lastBefore(Instant instant) {
        long number = estimate(instant) + 1;
        while (!occurrence(number).isBefore(instant)) {
            number--;
        }
        return occurrence(number);
    }

    /** The last occurrence at or before the instant. */
    Instant lastUntil(Instant instant) {
        return lastBefore(instant.plusNanos(1));
    }

    boolean isOnDayOf(Instant instant) {
        var day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
        var start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        return firstFrom(start).isBefore(start.plus(1, ChronoUnit.DAYS));
    }

    /**
     * The occurrences in {@code (after, until]}.
     *
     * @throws NotOfferedException when there are more than the limit
     */
    List<Instant> between(Instant after, Instant until, int most) {
        var occurrences = new ArrayList<Instant>();
        for (var next = firstAfter(after); !next.isAfter(until); next = firstAfter(next)) {
            if (occurrences.size() == most) {
                throw new NotOfferedException("grant field recurrence with more than " + most + " occurrences");
            }
            occurrences.add(next);
        }
        return occurrences;
    }

    /** The number of an occurrence that is not more than one away from the instant. */
    private long estimate(Instant instant) {
        return Math.floorDiv(unit.between(anchor, LocalDateTime.ofInstant(instant, ZoneOffset.UTC)), step);
    }

    private Instant occurrence(long number) {
        return anchor.plus(number * step, unit).toInstant(ZoneOffset.UTC);
    }
}
