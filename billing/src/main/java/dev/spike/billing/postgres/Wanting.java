package dev.spike.billing.postgres;

import dev.spike.billing.CatalogueSettings.Subscriptions;
import dev.spike.billing.Interval;
import dev.spike.billing.postgres.PlanTerms.Occasion;
import dev.spike.billing.renewal.PaidPeriod;
import dev.spike.billing.renewal.PaidPeriod.Kind;
import dev.spike.billing.renewal.Periods;
import dev.spike.billing.renewal.Span;
import dev.spike.billing.renewal.Standing.Entitled;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a plan gives for which stretch of time. */
final class Wanting {

    private final BillingSettings settings;
    private final PlanTermsStore terms = new PlanTermsStore();

    Wanting(BillingSettings settings) {
        this.settings = settings;
    }

    /** What is given now: of the month, and of the year that it is paid with. */
    List<Wanted> of(Connection connection, SubscriptionRow row, Entitled entitled, Subscriptions plans)
            throws SQLException {
        var found = terms(connection, row, entitled.paid());
        var wanted = new ArrayList<Wanted>();
        if (entitled.paid().kind() == Kind.YEAR) {
            add(wanted, row.key(), found, Occasion.YEARLY, entitled.paid().span(), plans.pastDueGrace());
        }
        add(wanted, row.key(), found, monthly(entitled.paid()), entitled.month(), plans.pastDueGrace());
        return wanted;
    }

    private PlanTerms terms(Connection connection, SubscriptionRow row, PaidPeriod paid) throws SQLException {
        return terms.find(connection, row.owner(), row.key(), paid.switchNumber())
                .orElseThrow(() -> new IllegalStateException("The terms " + paid.switchNumber() + " of subscription "
                        + row.key() + " were read and are not there."));
    }

    private static Occasion monthly(PaidPeriod paid) {
        return paid.kind() == Kind.TRIAL ? Occasion.TRIAL : Occasion.MONTHLY;
    }

    private static void add(
            List<Wanted> wanted, String source, PlanTerms terms, Occasion occasion, Span span, Duration grace) {
        for (var each : terms.on(occasion)) {
            var position = terms.switchNumber() + "." + occasion.word() + "." + each.position();
            wanted.add(new Wanted(
                    new Slot(source, position, span),
                    each.provided(),
                    span.end().plus(grace)));
        }
    }

    /** What the period gave, or would have given. */
    List<Wanted> passed(Connection connection, SubscriptionRow row, PaidPeriod period) throws SQLException {
        return passed(connection, row, period, month -> true);
    }

    /** The same in the part of it that is over. */
    List<Wanted> passedBy(Connection connection, SubscriptionRow row, PaidPeriod period, Instant at)
            throws SQLException {
        return passed(connection, row, period, month -> !month.end().isAfter(at));
    }

    /** The same in the part of it that had begun when its subscription ended. */
    List<Wanted> begunBefore(Connection connection, SubscriptionRow row, PaidPeriod period, Instant end)
            throws SQLException {
        return passed(connection, row, period, month -> month.start().isBefore(end));
    }

    /** The year's own lump counts as one long month. */
    private List<Wanted> passed(Connection connection, SubscriptionRow row, PaidPeriod period, Predicate<Span> which)
            throws SQLException {
        var months = period.months(settings.zone()).stream().filter(which).toList();
        var passed = new ArrayList<Wanted>();
        if (!months.isEmpty()) {
            var found = terms(connection, row, period);
            if (period.kind() == Kind.YEAR && which.test(period.span())) {
                add(passed, row.key(), found, Occasion.YEARLY, period.span(), Duration.ZERO);
            }
            months.forEach(month -> add(passed, row.key(), found, monthly(period), month, Duration.ZERO));
        }
        return passed;
    }

    /** What everybody has who has no other plan, for the period since the first touch. */
    List<Wanted> free(Owner owner, Instant since, Instant now) {
        var wanted = new ArrayList<Wanted>();
        settings.catalogueFor(owner.billable()).freePlan().ifPresent(plan -> {
            var at = now.isBefore(since) ? since : now;
            var span = Periods.monthly(since, settings.zone()).at(at);
            add(
                    wanted,
                    Slot.FREE,
                    PlanTerms.of(0, plan, Interval.MONTHLY, null),
                    Occasion.MONTHLY,
                    span,
                    Duration.ZERO);
        });
        return wanted;
    }
}
