package dev.spike.billing.postgres;

import static java.util.Objects.requireNonNull;

import dev.spike.billing.Subscription;
import dev.spike.billing.renewal.MonthlyRenewal;
import dev.spike.billing.renewal.Periods;
import dev.spike.billing.renewal.Span;
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
    private final PaidPeriodStore periods = new PaidPeriodStore();

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
        if (endsAt != null) {
            return new Subscription.Cancelled(row.key(), plan, endsAt);
        }
        if (row.isComped()) {
            return new Subscription.Comped(row.key(), plan, period);
        }
        return switch (told.state()) {
            case TRIAL -> new Subscription.Trial(row.key(), plan, period);
            case PAST_DUE -> {
                var lapsesAt = lapsesAt(connection, row, period);
                yield new Subscription.PastDue(row.key(), plan, period, lapsesAt, lapsesAt.isAfter(now));
            }
            default -> new Subscription.Active(row.key(), plan, period);
        };
    }

    /** The grace counts from the end of what was paid, or from the day on which a paid period became past due. */
    private Instant lapsesAt(Connection connection, SubscriptionRow row, Span period) throws SQLException {
        var since = requireNonNull(row.told().pastDueSince());
        boolean paid = periods.isPaidFrom(connection, row, period.start());
        return (paid ? since : period.start()).plus(grace(row.owner()));
    }

    private Duration grace(Owner owner) {
        return settings.catalogueFor(owner.billable())
                .settings()
                .subscriptions()
                .pastDueGrace();
    }
}
