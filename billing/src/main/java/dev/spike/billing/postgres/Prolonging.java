package dev.spike.billing.postgres;

import dev.spike.billing.Interval;
import dev.spike.billing.renewal.PaidPeriod;
import dev.spike.billing.renewal.Periods;
import dev.spike.billing.renewal.Span;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;

/** What is given for nothing renews by itself: the periods up to now are as good as paid. */
final class Prolonging {

    private final BillingSettings settings;
    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final PlanTermsStore terms = new PlanTermsStore();
    private final PaidPeriodStore periods = new PaidPeriodStore();

    Prolonging(BillingSettings settings) {
        this.settings = settings;
    }

    /** The subscription in the period of the instant, or in its last one. */
    SubscriptionRow prolong(Connection connection, SubscriptionRow row, Instant now) throws SQLException {
        var told = row.told();
        var period = told.period();
        if (!told.state().isLive() || period == null || period.end().isAfter(now) || told.endsAt() != null) {
            return row;
        }
        int number = told.switchNumber();
        var interval = terms.find(connection, row.owner(), row.key(), number)
                .orElseThrow()
                .plan()
                .interval();
        var calendar = calendar(periods.anchor(connection, row, number), interval);
        var last = period;
        for (long index = calendar.indexAt(period.end());
                !calendar.startOf(index).isAfter(now);
                index++) {
            last = calendar.get(index);
            periods.paid(connection, row, new PaidPeriod(number, PaidPeriod.Kind.of(interval), last, last.start()));
        }
        var prolonged = row.with(told.during(number, last));
        subscriptions.save(connection, prolonged, now);
        return prolonged;
    }

    /** The first period from the instant on. */
    Span first(Instant start, Interval interval) {
        return calendar(start, interval).get(0);
    }

    private Periods calendar(Instant anchor, Interval interval) {
        var step = interval == Interval.YEARLY ? Period.ofYears(1) : Period.ofMonths(1);
        return new Periods(anchor.atZone(settings.zone()), step);
    }
}
