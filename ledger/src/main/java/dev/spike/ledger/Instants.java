package dev.spike.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The rule that every instant obeys before anything is decided: whole microseconds, in the years 1 to 9999; and every day. */
final class Instants {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Instants() {}

    static Instant checked(Instant instant) {
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new InvalidRequestException(
                    ErrorCode.INSTANT_OUT_OF_RANGE,
                    "The instant " + instant + " lies outside the years 1 to 9999; leave an expiry out for never.");
        }
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    static @Nullable Instant checkedIfGiven(@Nullable Instant instant) {
        return instant == null ? null : checked(instant);
    }

    static void checkDayIfGiven(@Nullable LocalDate day) {
        if (day != null && (day.getYear() < 1 || day.getYear() > 9999)) {
            throw new InvalidRequestException(
                    ErrorCode.INSTANT_OUT_OF_RANGE,
                    "The day " + day + " lies outside the years 1 to 9999; leave it out for all days.");
        }
    }
}
