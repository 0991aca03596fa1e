package dev.spike.billing.postgres;

import dev.spike.billing.postgres.PaymentStore.Billed;
import dev.spike.billing.postgres.Settling.Reason;
import dev.spike.billing.postgres.SubscriptionRow.Told;
import dev.spike.billing.provider.Payment;
import dev.spike.billing.provider.ProviderEvent.BilledPeriod;
import dev.spike.billing.provider.ProviderEvent.PeriodPaid;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.renewal.PaidPeriod;
import dev.spike.billing.renewal.PaidPeriod.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a provider tells of a subscription is kept: which periods were paid, which is never untold, and how it stands, where the
 * highest version holds. What follows from it is {@link Settling}'s, whatever came first.
 */
final class Hearing {

    private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);

    private final SubscriberStore subscribers = new SubscriberStore();
    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final PlanTermsStore terms = new PlanTermsStore();
    private final PaidPeriodStore periods = new PaidPeriodStore();
    private final PaymentStore payments = new PaymentStore();
    private final InboxStore inbox = new InboxStore();
    private final Turning turning = new Turning();
    private final Settling settling;

    Hearing(Settling settling) {
        this.settling = settling;
    }

    /**
     * A subscription of ours, under its lock, and the terms that were told.
     *
     * @param now what time it is for the subscriber: whoever waited for the lock may have looked at the clock before what it
     *     waited for was decided
     */
    private record Known(SubscriptionRow row, PlanTerms terms, Instant now) {}

    private Optional<Known> known(Connection connection, String key, String reference, Instant clock)
            throws SQLException {
        var found = subscriptions.find(connection, key);
        var number = PlanTerms.switchNumber(key, reference);
        if (found.isEmpty() || number.isEmpty()) {
            return Optional.empty();
        }
        var owner = found.get().owner();
        var now = subscribers.lock(connection, owner).notBefore(clock);
        var row = subscriptions.find(connection, key).orElseThrow();
        return terms.find(connection, owner, key, number.get()).map(each -> new Known(row, each, now));
    }

    private static Outcome unknown(String key) {
        return new Outcome.Waits("The subscription " + Shown.quoted(key) + " or its terms are not known yet.", null);
    }

    /** Whether the page that the key names is one on which to subscribe: what begins there is told as a subscription. */
    boolean hasPage(Connection connection, String key) throws SQLException {
        return subscriptions.find(connection, key).isPresent();
    }

    /** On the page nothing began, and nothing will; whether it is one of ours. What began all the same is told otherwise. */
    boolean pageExpired(Connection connection, String key, Instant now) throws SQLException {
        var found = subscriptions.find(connection, key);
        if (found.isPresent()) {
            subscribers.lock(connection, found.get().owner());
            var row = subscriptions.find(connection, key).orElseThrow();
            if (row.told().state() == SubscriptionState.ASKED) {
                subscriptions.save(connection, row.with(row.told().in(SubscriptionState.REFUSED)), now);
            }
        }
        return found.isPresent();
    }

    Outcome changed(Connection connection, Untold untold, ProviderSubscription told, Instant occurredAt, Instant clock)
            throws SQLException {
        var known = known(connection, told.key(), told.terms().reference(), clock);
        if (known.isEmpty()) {
            return unknown(told.key());
        }
        var now = known.get().now();
        var row = known.get().row();
        var paid = paidKind(told.state(), known.get().terms());
        if (paid != null) {
            int number = known.get().terms().switchNumber();
            periods.paid(connection, row, new PaidPeriod(number, paid, told.period(), exact(occurredAt)));
            settling.noteEnded(connection, row, now);
        }
        if (told.version() > row.told().version()) {
            turning.turn(connection, untold, row, stands(row.told(), told, known.get(), exact(occurredAt)), now);
        }
        settling.settle(connection, untold, row.owner(), Reason.BY_ITSELF, now);
        return new Outcome.Done();
    }

    private static @Nullable Kind paidKind(ProviderSubscription.State state, PlanTerms terms) {
        return switch (state) {
            case TRIAL -> Kind.TRIAL;
            case ACTIVE -> Kind.of(terms.plan().interval());
            case PAST_DUE, ENDED -> null;
        };
    }

    private static Instant exact(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static Told stands(Told before, ProviderSubscription told, Known known, Instant occurredAt) {
        boolean over = told.state() == ProviderSubscription.State.ENDED;
        boolean still = before.state() == SubscriptionState.PAST_DUE && before.pastDueSince() != null;
        boolean pastDue = told.state() == ProviderSubscription.State.PAST_DUE;
        return new Told(
                state(before, told.state()),
                told.version(),
                known.terms().switchNumber(),
                told.period(),
                pastDue ? (still ? before.pastDueSince() : occurredAt) : null,
                over ? endedAt(told.endsAt(), occurredAt) : told.endsAt());
    }

    /** One that lives is ended by {@link Settling}, which voids what is left. */
    private static SubscriptionState state(Told before, ProviderSubscription.State told) {
        return switch (told) {
            case TRIAL -> SubscriptionState.TRIAL;
            case ACTIVE -> SubscriptionState.ACTIVE;
            case PAST_DUE -> SubscriptionState.PAST_DUE;
            case ENDED -> before.state().isLive() ? SubscriptionState.ACTIVE : SubscriptionState.ENDED;
        };
    }

    private static Instant endedAt(@Nullable Instant endsAt, Instant occurredAt) {
        return endsAt == null || endsAt.isAfter(occurredAt) ? occurredAt : endsAt;
    }

    Outcome paid(Connection connection, Untold untold, PeriodPaid told, Instant clock) throws SQLException {
        var key = told.subscriptionKey();
        var period = told.period();
        var occurredAt = told.occurredAt();
        var known = known(connection, key, period.terms().reference(), clock);
        if (known.isEmpty()) {
            return unknown(key);
        }
        var now = known.get().now();
        var row = known.get().row();
        int number = known.get().terms().switchNumber();
        var kind = Kind.of(known.get().terms().plan().interval());
        periods.paid(connection, row, new PaidPeriod(number, kind, period.span(), exact(occurredAt)));
        note(connection, row, new Billed(number, period.span()), told.payment(), now);
        var stands = row.told();
        boolean later = stands.period() == null
                || !period.span().start().isBefore(stands.period().start());
        if (later && stands.state() != SubscriptionState.ENDED) {
            boolean stillPastDue = stands.state() == SubscriptionState.PAST_DUE
                    && stands.pastDueSince() != null
                    && !stands.pastDueSince().isBefore(exact(occurredAt));
            var active =
                    stillPastDue ? stands : stands.in(SubscriptionState.ACTIVE).pastDueSince(null);
            turning.turn(
                    connection,
                    untold,
                    row,
                    active.during(Math.max(number, stands.switchNumber()), period.span()),
                    now);
        }
        settling.noteEnded(connection, row, now);
        settling.settle(connection, untold, row.owner(), Reason.BY_ITSELF, now);
        return new Outcome.Done();
    }

    /** What is told of the payment later is found by it; a second one of the same period buys nothing. */
    private void note(Connection connection, SubscriptionRow row, Billed period, Payment payment, Instant now)
            throws SQLException {
        var provider = row.provider();
        if (provider == null) {
            return;
        }
        var paidFor = new PaidFor(provider, row.owner(), row.key());
        payments.ofPeriod(connection, paidFor, period, payment);
        if (payments.again(connection, paidFor, payment)) {
            LOG.error(
                    "A period of subscription {} was paid before, and payment {} over {} came for it too; return it",
                    row.key(),
                    payment.id(),
                    payment.money());
        }
        inbox.wake(connection, provider, payment.id(), now);
    }

    Outcome unpaid(
            Connection connection, Untold untold, String key, BilledPeriod period, Instant occurredAt, Instant clock)
            throws SQLException {
        var known = known(connection, key, period.terms().reference(), clock);
        if (known.isEmpty()) {
            return unknown(key);
        }
        var now = known.get().now();
        var row = known.get().row();
        var current = row.told().period();
        boolean concerns = row.told().state().isLive()
                && row.told().state() != SubscriptionState.PAST_DUE
                && current != null
                && !period.span().start().isBefore(current.start())
                && !periods.isPaidFrom(connection, row, period.span().start());
        if (concerns) {
            var told = row.told().in(SubscriptionState.PAST_DUE).pastDueSince(exact(occurredAt));
            turning.turn(
                    connection, untold, row, told.during(known.get().terms().switchNumber(), period.span()), now);
        }
        settling.settle(connection, untold, row.owner(), Reason.BY_ITSELF, now);
        return new Outcome.Done();
    }
}
