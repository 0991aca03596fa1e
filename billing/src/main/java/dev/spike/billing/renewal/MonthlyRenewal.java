package dev.spike.billing.renewal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The next date on which monthly credits come, as people are told: today, on the day itself. Counted in months from an instant
 * at which they do, earlier or later, so that a month's end comes back to its day.
 *
 * <pre>
 *   renews 31 Jul; on 31 May: 31 May, on 1 Jun: 30 Jun, on 1 Jul: 31 Jul
 * </pre>
 */
public final class MonthlyRenewal {

    private MonthlyRenewal() {}

    /** The first at or after the beginning of the instant's day. */
    public static Instant next(Instant renewal, Instant now, ZoneId zone) {
        var anchor = renewal.atZone(zone);
        var today = now.atZone(zone).toLocalDate();
        long months = ChronoUnit.MONTHS.between(anchor.toLocalDate(), today) - 1;
        while (anchor.plusMonths(months).toLocalDate().isBefore(today)) {
            months++;
        }
        return anchor.plusMonths(months).toInstant();
    }
}
