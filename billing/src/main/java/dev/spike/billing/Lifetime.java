package dev.spike.billing;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * How long something lasts from the moment it is given: days of the calendar, then hours. A month from 31 January ends on the
 * last day of February.
 *
 * @param dates years, months and days, counted in the catalogue's zone
 * @param time hours, minutes and seconds, exact
 */
public record Lifetime(Period dates, Duration time) {

    /** A hundred years; more is meant to be for ever, which is said by leaving it out. */
    private static final int YEARS_MAX = 100;

    private static final Duration LONGEST = Duration.ofDays(YEARS_MAX * 366L);

    /** ISO 8601: a P, dates, and perhaps a T and a time; whole numbers without a sign. */
    private static final Pattern WRITTEN = Pattern.compile(
            "P(?!$)((?:\\d{1,6}Y)?(?:\\d{1,6}M)?(?:\\d{1,6}W)?(?:\\d{1,6}D)?)(T(?=\\d)(?:\\d{1,9}H)?(?:\\d{1,9}M)?(?:\\d{1,9}S)?)?");

    public Lifetime {
        if (dates.isNegative() || time.isNegative() || (dates.isZero() && time.isZero())) {
            throw new IllegalArgumentException("A lifetime of " + text(dates, time) + " is not above zero.");
        }
        if (longest(dates).plus(time).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A lifetime of " + text(dates, time) + " is longer than " + YEARS_MAX
                    + " years; leave it out for ever.");
        }
    }

    public static Lifetime of(Period dates) {
        return new Lifetime(dates, Duration.ZERO);
    }

    public static Lifetime of(Duration time) {
        return new Lifetime(Period.ZERO, time);
    }

    /**
     * Reads ISO 8601, such as {@code P6M}, {@code P30D}, {@code PT12H} or {@code P1DT12H}.
     *
     * @throws IllegalArgumentException when it is not written so, is zero, or is longer than a hundred years
     */
    public static Lifetime parse(String written) {
        var parts = WRITTEN.matcher(written);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + written + "' is no lifetime; write it like P6M, P30D or PT12H.");
        }
        try {
            var dates = parts.group(1).isEmpty() ? Period.ZERO : Period.parse("P" + parts.group(1));
            var time = parts.group(2) == null ? Duration.ZERO : Duration.parse("P" + parts.group(2));
            return new Lifetime(dates, time);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + written + "' is no lifetime; write it like P6M, P30D or PT12H.", e);
        }
    }

    /** The instant at which what was given then is gone. */
    public Instant endFrom(Instant start, ZoneId zone) {
        return start.atZone(zone).plus(dates).toInstant().plus(time);
    }

    private static Duration longest(Period dates) {
        return Duration.ofDays(dates.getYears() * 366L + dates.getMonths() * 31L + dates.getDays());
    }

    /** As it is written in configuration: {@code P6M}. */
    @Override
    public String toString() {
        return text(dates, time);
    }

    private static String text(Period dates, Duration time) {
        if (time.isZero()) {
            return dates.toString();
        }
        return (dates.isZero() ? "P" : dates.toString()) + time.toString().substring(1);
    }
}
