package dev.spike.provider.local;

import dev.spike.billing.Interval;
import dev.spike.billing.Money;
import dev.spike.billing.provider.ProviderEvent.BilledPeriod;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.ProviderSubscription.State;
import dev.spike.billing.provider.RecurringDiscount;
import dev.spike.billing.provider.SubscriptionRequest;
import dev.spike.billing.provider.SubscriptionTerms;
import dev.spike.billing.provider.SwitchRequest;
import dev.spike.billing.renewal.Periods;
import dev.spike.billing.renewal.Proration;
import dev.spike.billing.renewal.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as the provider keeps it, and what becomes of it: values only.
 *
 * @param shown as everybody sees it
 * @param next the switch that waits for the period's end
 */
record Subscription(
        String customerId,
        ProviderSubscription shown,
        Cycle cycle,
        Bill bill,
        @Nullable RecurringDiscount discount,
        @Nullable SwitchRequest next) {

    /** When an unpaid period is tried again, counted from its beginning; after the last the subscription ends. */
    static final List<Duration> RETRIES =
            List.of(Duration.ofDays(1), Duration.ofDays(3), Duration.ofDays(5), Duration.ofDays(7));

    private static final long TRIAL = -1;

    /**
     * Where periods are counted from, in UTC.
     *
     * @param number of the current one; the trial's is one before the first
     */
    record Cycle(Instant anchor, long number) {

        static Cycle from(Instant anchor) {
            return new Cycle(anchor, 0);
        }

        Cycle next() {
            return new Cycle(anchor, number + 1);
        }

        Span period(Interval interval) {
            var periods =
                    switch (interval) {
                        case MONTHLY -> Periods.monthly(anchor, ZoneOffset.UTC);
                        case YEARLY -> Periods.yearly(anchor, ZoneOffset.UTC);
                    };
            return periods.get(number);
        }
    }

    /**
     * The money of the current period.
     *
     * @param paid what was charged for it and what was credited to it
     * @param attempts those that failed
     * @param discounted how many periods were, with this one
     */
    record Bill(Money paid, Money owed, int attempts, int discounted) {

        static Bill empty(Currency currency) {
            return new Bill(Money.zero(currency), Money.zero(currency), 0, 0);
        }
    }

    /** It begins at the instant: in a trial, or with a first period that is owed. */
    static Subscription begun(SubscriptionRequest request, Instant now) {
        var trialEnd = request.trialEndsAt();
        var cycle = trialEnd == null ? Cycle.from(now) : new Cycle(trialEnd, TRIAL);
        var terms = request.terms();
        var period = trialEnd == null ? cycle.period(terms.interval()) : new Span(now, trialEnd);
        var shown = new ProviderSubscription(request.key(), 0, State.TRIAL, terms, period, null);
        var bill = Bill.empty(terms.price().currency());
        var begun = new Subscription(request.customerId(), shown, cycle, bill, request.discount(), null);
        return trialEnd == null ? begun.opened(terms, cycle, bill.paid()) : begun;
    }

    String key() {
        return shown.key();
    }

    State state() {
        return shown.state();
    }

    boolean isOver() {
        return state() == State.ENDED;
    }

    BilledPeriod billed() {
        return new BilledPeriod(shown.period(), shown.terms());
    }

    /** When something is to be done with it though nobody asks; never once it has ended. */
    Optional<Instant> dueAt() {
        return switch (state()) {
            case TRIAL, ACTIVE -> Optional.of(shown.period().end());
            case PAST_DUE -> Optional.of(shown.period().start().plus(RETRIES.get(bill.attempts() - 1)));
            case ENDED -> Optional.empty();
        };
    }

    /** The next period, by the terms that were to begin with it; its price is owed. */
    Subscription renewed() {
        var terms = next == null ? shown.terms() : next.terms();
        boolean sameLength = terms.interval() == shown.terms().interval();
        var begins = sameLength ? cycle.next() : Cycle.from(shown.period().end());
        return opened(terms, begins, Money.zero(terms.price().currency()));
    }

    /** A period by other terms that begins at the instant; what is unused of the one it ends is credited to it. */
    Subscription switched(SubscriptionTerms terms, Instant at) {
        return opened(terms, Cycle.from(at), unused(at));
    }

    private Money unused(Instant at) {
        var paid = bill.paid();
        long used = Proration.earned(paid.minor(), shown.period(), at);
        return paid.minus(new Money(used, paid.currency()));
    }

    private Subscription opened(SubscriptionTerms terms, Cycle begins, Money credited) {
        var reduced = discount != null && discount.periods().allowsAfter(bill.discounted()) ? discount : null;
        var price = reduced == null
                ? terms.price()
                : terms.price().minus(reduced.reduction().of(terms.price()));
        int discounted = bill.discounted() + (reduced == null ? 0 : 1);
        var opened = new Bill(credited, price.lessButNotBelowZero(credited), 0, discounted);
        var now = new ProviderSubscription(
                key(), shown.version(), State.PAST_DUE, terms, begins.period(terms.interval()), null);
        return new Subscription(customerId, now, begins, opened, discount, null);
    }

    /** What was owed is paid. */
    Subscription paid() {
        var settled =
                new Bill(bill.paid().plus(bill.owed()), Money.zero(bill.paid().currency()), 0, bill.discounted());
        return with(State.ACTIVE, shown.endsAt()).with(settled);
    }

    /** What is owed could not be paid at the instant; after the last attempt it is over. */
    Subscription unpaid(Instant at) {
        int attempts = bill.attempts() + 1;
        var failed = with(new Bill(bill.paid(), bill.owed(), attempts, bill.discounted()));
        return attempts > RETRIES.size() ? failed.ended(at) : failed;
    }

    Subscription ended(Instant at) {
        return with(State.ENDED, at).scheduled(null);
    }

    /** The last wish for the period's end counts: a switch that waited for it does not come. */
    Subscription endingWithPeriod() {
        return with(state(), shown.period().end()).scheduled(null);
    }

    Subscription goingOn() {
        return with(state(), null);
    }

    /** The periods that follow are cheaper; the one of the same code goes on counting. */
    Subscription reduced(RecurringDiscount other) {
        if (discount != null && discount.code().equals(other.code())) {
            return this;
        }
        var uncounted = new Bill(bill.paid(), bill.owed(), bill.attempts(), 0);
        return new Subscription(customerId, shown, cycle, uncounted, other, next);
    }

    Subscription scheduled(@Nullable SwitchRequest waiting) {
        return new Subscription(customerId, shown, cycle, bill, discount, waiting);
    }

    Subscription versioned(long version) {
        return with(new ProviderSubscription(key(), version, state(), shown.terms(), shown.period(), shown.endsAt()));
    }

    private Subscription with(Bill other) {
        return new Subscription(customerId, shown, cycle, other, discount, next);
    }

    private Subscription with(State state, @Nullable Instant endsAt) {
        return with(new ProviderSubscription(key(), shown.version(), state, shown.terms(), shown.period(), endsAt));
    }

    private Subscription with(ProviderSubscription other) {
        return new Subscription(customerId, other, cycle, bill, discount, next);
    }
}
