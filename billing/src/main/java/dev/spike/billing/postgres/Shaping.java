package dev.spike.billing.postgres;

import static java.util.Objects.requireNonNull;

import dev.spike.billing.NextPlan;
import dev.spike.billing.Subscription;
import dev.spike.billing.renewal.MonthlyRenewal;
import dev.spike.billing.renewal.Periods;
import dev.spike.billing.renewal.Span;
import dev.spike.billing.renewal.Standing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A subscription as its owner sees it. */
final class Shaping {

    private final BillingSettings settings;
    private final BillingDatabase database;
    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final PlanTermsStore terms = new PlanTermsStore();
    private final SubscriberStore subscribers = new SubscriberStore();
    private final Courses courses = new Courses();

    Shaping(BillingSettings settings, BillingDatabase database) {
        this.settings = settings;
        this.database = database;
    }

    Subscription subscription(Owner owner, Instant now) {
        return database.read(connection -> {
            for (var row : subscriptions.latest(connection, owner)) {
                if (row.told().state() != SubscriptionState.ASKED) {
                    return shaped(connection, row, now);
                }
            }
            return new Subscription.Free();
        });
    }

    /** What was asked to hold when the period ends; nothing where the subscription ends then, or goes on as it is. */
    Optional<NextPlan> nextPlan(Owner owner, Instant now) {
        return database.read(connection -> {
            for (var row : subscriptions.latest(connection, owner)) {
                var period = row.told().period();
                boolean goesOn = row.told().state().isLive() && row.told().endsAt() == null;
                if (goesOn && period != null) {
                    return nextPlan(connection, row, period);
                }
            }
            return Optional.empty();
        });
    }

    private Optional<NextPlan> nextPlan(Connection connection, SubscriptionRow row, Span period) throws SQLException {
        var waiting = terms.waiting(connection, row);
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        var next = terms.find(connection, row.owner(), row.key(), waiting.getAsInt())
                .orElseThrow();
        var current = terms.find(connection, row.owner(), row.key(), row.told().switchNumber())
                .orElseThrow();
        return next.plan().equals(current.plan())
                ? Optional.empty()
                : Optional.of(new NextPlan(next.plan(), period.end()));
    }

    /** When it renews or ends; nothing where no plan holds that could. */
    Optional<Instant> renewsAt(Owner owner, Instant now) {
        return subscription(owner, now).fold(new Subscription.Cases<>() {
            @Override
            public Optional<Instant> free(Subscription.Free subscription) {
                return Optional.empty();
            }

            @Override
            public Optional<Instant> trial(Subscription.Trial subscription) {
                return Optional.of(subscription.period().end());
            }

            @Override
            public Optional<Instant> active(Subscription.Active subscription) {
                return Optional.of(subscription.period().end());
            }

            @Override
            public Optional<Instant> pastDue(Subscription.PastDue subscription) {
                return Optional.empty();
            }

            @Override
            public Optional<Instant> cancelled(Subscription.Cancelled subscription) {
                return Optional.of(subscription.endsAt());
            }

            @Override
            public Optional<Instant> ended(Subscription.Ended subscription) {
                return Optional.empty();
            }

            @Override
            public Optional<Instant> comped(Subscription.Comped subscription) {
                return Optional.of(subscription.period().end());
            }
        });
    }

    /** The next date of monthly credits: by the renewal, or without one the end of the free period. */
    Instant monthlyRenewal(Owner owner, Instant now) {
        var zone = settings.zone();
        return renewsAt(owner, now)
                .map(renewal -> MonthlyRenewal.next(renewal, now, zone))
                .or(() -> database.read(connection -> subscribers.freeSince(connection, owner))
                        .map(since -> Periods.monthly(since, zone).at(now).end()))
                .orElse(now);
    }

    private Subscription shaped(Connection connection, SubscriptionRow row, Instant now) throws SQLException {
        var told = row.told();
        var period = requireNonNull(told.period());
        var plan = terms.find(connection, row.owner(), row.key(), told.switchNumber())
                .orElseThrow()
                .plan();
        var endsAt = told.endsAt();
        if (told.state() == SubscriptionState.ENDED || (endsAt != null && !endsAt.isAfter(now))) {
            return new Subscription.Ended(row.key(), plan, requireNonNull(endsAt));
        }
        if (row.isComped()) {
            return endsAt == null
                    ? new Subscription.Comped(row.key(), plan, period)
                    : new Subscription.Cancelled(row.key(), plan, endsAt);
        }
        var course = courses.of(connection, row, grace(row.owner()), settings.zone());
        var standing = course.at(now);
        boolean isPastDue = told.state() == SubscriptionState.PAST_DUE && endsAt == null;
        if (isPastDue || standing instanceof Standing.Lapsed) {
            var lapsesAt = course.lapsesAt(now).orElse(period.start());
            return new Subscription.PastDue(row.key(), plan, period, lapsesAt, standing.holds());
        }
        if (endsAt != null) {
            return new Subscription.Cancelled(row.key(), plan, endsAt);
        }
        return told.state() == SubscriptionState.TRIAL
                ? new Subscription.Trial(row.key(), plan, period)
                : new Subscription.Active(row.key(), plan, period);
    }

    private Duration grace(Owner owner) {
        return settings.catalogueFor(owner.billable())
                .settings()
                .subscriptions()
                .pastDueGrace();
    }
}
