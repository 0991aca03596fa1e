package dev.spike.server.replay;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The forms in which traces say when: a date and a time parted by {@code T} or a space, with up to nine decimals, with a
 * zone offset or (then in UTC) without; or milliseconds from the start, which then is the epoch. Truncated to microseconds.
 */
final class TraceTimestamp {

    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,9})?");
    private static final Pattern DATE_AND_TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:.{2,30}");
    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffsetId()
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT); // else the 29th of a short February becomes its 28th

    /** Before it, nothing was metered; after it, a database's timestamps have other digits. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private TraceTimestamp() {}

    static Instant parse(String text) throws DamagedRowException {
        Instant instant = MILLISECONDS.matcher(text).matches() ? fromStart(text) : fromCalendar(text);
        if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LAST)) {
            throw new DamagedRowException("has a timestamp outside the years 1970 to 9999: " + Excerpt.of(text));
        }
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant fromStart(String text) {
        long micros = new BigDecimal(text).movePointRight(3).longValue();
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static Instant fromCalendar(String text) throws DamagedRowException {
        if (!DATE_AND_TIME.matcher(text).matches()) {
            throw new DamagedRowException(
                    "has a timestamp that is neither a date with a time nor milliseconds from the start: "
                            + Excerpt.of(text));
        }
        try {
            TemporalAccessor parsed = FORM.parseBest(text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof OffsetDateTime zoned
                    ? zoned.toInstant()
                    : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException wrong) {
            throw new DamagedRowException("has a timestamp that no calendar has: " + Excerpt.of(text));
        }
    }
}
