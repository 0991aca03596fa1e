package dev.spike.billing.postgres;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When what failed is tried again: after a minute, then twice as long each time, up to six hours. Pure. */
final class BackOff {

    /** Some 24 days of trying; then somebody has to look. */
    static final int ATTEMPTS_MAX = 100;

    private static final Duration FIRST = Duration.ofMinutes(1);

    private static final Duration LONGEST = Duration.ofHours(6);

    /** Beyond which the longest is reached anyway. */
    private static final int DOUBLINGS_MAX = 10;

    private BackOff() {}

    /**
     * @param attempts made so far, 1 or more
     * @return none when it was tried often enough
     */
    static @Nullable Instant next(int attempts, Instant now) {
        if (attempts >= ATTEMPTS_MAX) {
            return null;
        }
        var pause = FIRST.multipliedBy(1L << Math.min(attempts - 1, DOUBLINGS_MAX));
        return now.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
    }
}
