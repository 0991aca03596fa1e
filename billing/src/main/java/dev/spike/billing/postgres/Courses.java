package dev.spike.billing.postgres;

import dev.spike.billing.renewal.Course;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;

/** How subscriptions go on by themselves, from what is stored of them. */
final class Courses {

    private final PaidPeriodStore periods = new PaidPeriodStore();

    Course of(Connection connection, SubscriptionRow row, Duration grace, ZoneId zone) throws SQLException {
        var told = row.told();
        return new Course(periods.open(connection, row), told.pastDueSince(), told.endsAt(), grace, zone);
    }
}
