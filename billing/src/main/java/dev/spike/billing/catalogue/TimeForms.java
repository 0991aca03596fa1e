package dev.spike.billing.catalogue;

import dev.spike.billing.Lifetime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Lifetimes, durations and zones. */
final class TimeForms {

    private static final Pattern LIFETIME_WRITTEN =
            Pattern.compile("P(?=.)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(?=.)(\\d+H)?(\\d+M)?(\\d+S)?)?");

    private static final Pattern DURATION_WRITTEN =
            Pattern.compile("P(?=.)(\\d{1,6}D)?(T(?=.)(\\d{1,9}H)?(\\d{1,9}M)?(\\d{1,9}S)?)?");

    static final Form<Lifetime> LIFETIME = new Form<>(
            "lifetime", "write it like P6M, P30D or PT12H: above zero, at most a hundred years", TimeForms::lifetime);

    static final Form<ZoneId> ZONE = new Form<>(
            "time zone", "write a name of the IANA database, such as Europe/Vilnius, or UTC", TimeForms::zone);

    private TimeForms() {}

    /** A duration of days, hours and less, within bounds that are allowed themselves. */
    static Form<Duration> duration(Duration least, Duration most) {
        var allowed = "write it like P3D or PT12H: " + text(least) + " to " + text(most);
        return new Form<>("duration", allowed, text -> {
            var duration = duration(text);
            if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                throw new Misread(MistakeKind.DURATION_OUT_OF_RANGE);
            }
            return duration;
        });
    }

    private static String text(Duration duration) {
        return duration.toHours() % 24 == 0 && duration.toSeconds() % 3_600 == 0
                ? "P" + duration.toDays() + "D"
                : duration.toString();
    }

    private static Duration duration(String text) throws Misread {
        if (!DURATION_WRITTEN.matcher(text).matches()) {
            throw new Misread(MistakeKind.DURATION_MALFORMED);
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new Misread(MistakeKind.DURATION_MALFORMED);
        }
    }

    private static Lifetime lifetime(String text) throws Misread {
        if (!LIFETIME_WRITTEN.matcher(text).matches()) {
            throw new Misread(MistakeKind.DURATION_MALFORMED);
        }
        try {
            return Lifetime.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Misread(MistakeKind.DURATION_OUT_OF_RANGE);
        }
    }

    /** Only names: an offset would not follow summer time, and says so by being refused. */
    private static ZoneId zone(String text) throws Misread {
        try {
            if (text.equals("UTC")) {
                return ZoneOffset.UTC;
            }
            if (text.contains("/")) {
                return ZoneId.of(text);
            }
        } catch (DateTimeException e) {
            throw new Misread(MistakeKind.ZONE_UNKNOWN);
        }
        throw new Misread(MistakeKind.ZONE_UNKNOWN);
    }
}
