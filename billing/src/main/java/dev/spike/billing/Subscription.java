package dev.spike.billing;

import dev.spike.billing.renewal.Span;
import java.time.Instant;
import java.util.Optional;

/** Where somebody stands: the plan that holds, and until when. */
public sealed interface Subscription {

    <R> R fold(Cases<R> cases);

    /** What is or was subscribed to; empty for {@link Free}. */
    default Optional<SubscribedPlan> subscribedPlan() {
        return Optional.empty();
    }

    /** Whether its plan holds now, so that the free one does not. */
    boolean isSubscribed();

    /** Nothing was ever subscribed to: the free plan holds. */
    record Free() implements Subscription {

        @Override
        public boolean isSubscribed() {
            return false;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.free(this);
        }
    }

    /**
     * Nothing is paid yet.
     *
     * @param period until the first payment
     */
    record Trial(String key, SubscribedPlan plan, Span period) implements Subscription {

        @Override
        public Optional<SubscribedPlan> subscribedPlan() {
            return Optional.of(plan);
        }

        @Override
        public boolean isSubscribed() {
            return true;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.trial(this);
        }
    }

    /** The period is paid, or was a moment ago and the next payment is awaited. */
    record Active(String key, SubscribedPlan plan, Span period) implements Subscription {

        @Override
        public Optional<SubscribedPlan> subscribedPlan() {
            return Optional.of(plan);
        }

        @Override
        public boolean isSubscribed() {
            return true;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.active(this);
        }
    }

    /**
     * The last payment failed and is tried again.
     *
     * @param lapsesAt until then its credits stay, waiting; from then on the free plan holds
     * @param isSubscribed whether that is still to come
     */
    record PastDue(String key, SubscribedPlan plan, Span period, Instant lapsesAt, boolean isSubscribed)
            implements Subscription {

        @Override
        public Optional<SubscribedPlan> subscribedPlan() {
            return Optional.of(plan);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.pastDue(this);
        }
    }

    /** It goes on until it ends, and may be resumed before. */
    record Cancelled(String key, SubscribedPlan plan, Instant endsAt) implements Subscription {

        @Override
        public Optional<SubscribedPlan> subscribedPlan() {
            return Optional.of(plan);
        }

        @Override
        public boolean isSubscribed() {
            return true;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.cancelled(this);
        }
    }

    /** It is over: the free plan holds. */
    record Ended(String key, SubscribedPlan plan, Instant endedAt) implements Subscription {

        @Override
        public Optional<SubscribedPlan> subscribedPlan() {
            return Optional.of(plan);
        }

        @Override
        public boolean isSubscribed() {
            return false;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.ended(this);
        }
    }

    /** Given for nothing, without a provider. */
    record Comped(String key, SubscribedPlan plan, Span period) implements Subscription {

        @Override
        public Optional<SubscribedPlan> subscribedPlan() {
            return Optional.of(plan);
        }

        @Override
        public boolean isSubscribed() {
            return true;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.comped(this);
        }
    }

    /** An answer for every state. */
    interface Cases<R> {

        R free(Free subscription);

        R trial(Trial subscription);

        R active(Active subscription);

        R pastDue(PastDue subscription);

        R cancelled(Cancelled subscription);

        R ended(Ended subscription);

        R comped(Comped subscription);
    }
}
