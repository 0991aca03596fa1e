package dev.spike.testkit.walk;

import dev.spike.ledger.CaptureRequest.Rest;
import dev.spike.ledger.GrantTerms;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a step asks of an account, before it is known which grant or hold has which id: those are named by their steps. */
sealed interface Request {

    /** A function for every verb. */
    interface Verbs<T> {

        T add(Add add);

        T spend(Spend spend);

        T remove(Remove remove);

        T hold(Hold hold);

        T capture(Capture capture);

        T release(Release release);

        T extend(Extend extend);

        T voidGrant(VoidGrant voiding);

        T reverse(Reverse reverse);
    }

    <T> T fold(Verbs<T> verbs);

    /** The same verb, asked for a little more: another request, which wrongly comes under the same key. */
    Request more();

    record Add(long amount, GrantTerms terms) implements Request {

        @Override
        public <T> T fold(Verbs<T> verbs) {
            return verbs.add(this);
        }

        @Override
        public Request more() {
            return new Add(amount + 1, terms);
        }

        @Override
        public String toString() {
            return "add " + amount
                    + given(" starting ", terms.effectiveAt())
                    + given(" ending ", terms.expiresAt())
                    + given(" dated ", terms.createdAt())
                    + (terms.priority() == 0 ? "" : " priority " + terms.priority())
                    + (terms.promotional() ? " promotional" : "")
                    + (terms.carriedOver() ? " carried over" : "");
        }
    }

    record Spend(long amount, @Nullable Instant datedAt) implements Request {

        @Override
        public <T> T fold(Verbs<T> verbs) {
            return verbs.spend(this);
        }

        @Override
        public Request more() {
            return new Spend(amount + 1, datedAt);
        }

        @Override
        public String toString() {
            return "spend " + amount + given(" dated ", datedAt);
        }
    }

    /** @param grantOf the step whose grant is to lose; none takes by burn-down order */
    record Remove(
            long amount,
            @Nullable Integer grantOf,
            @Nullable Instant datedAt) implements Request {

        @Override
        public <T> T fold(Verbs<T> verbs) {
            return verbs.remove(this);
        }

        @Override
        public Request more() {
            return new Remove(amount + 1, grantOf, datedAt);
        }

        @Override
        public String toString() {
            return "remove " + amount + given(" from the grant of #", grantOf) + given(" dated ", datedAt);
        }
    }

    record Hold(long amount, @Nullable Instant deadline) implements Request {

        @Override
        public <T> T fold(Verbs<T> verbs) {
            return verbs.hold(this);
        }

        @Override
        public Request more() {
            return new Hold(amount + 1, deadline);
        }

        @Override
        public String toString() {
            return "hold " + amount + given(" until ", deadline);
        }
    }

    /** @param amount none is all that is held */
    record Capture(int holdOf, @Nullable Long amount, Rest rest) implements Request {

        @Override
        public <T> T fold(Verbs<T> verbs) {
            return verbs.capture(this);
        }

        @Override
        public Request more() {
            return new Capture(holdOf, amount == null ? 1 : amount + 1, rest);
        }

        @Override
        public String toString() {
            return "capture " + (amount == null ? "all" : amount) + " of the hold of #" + holdOf
                    + (rest == Rest.KEPT ? ", keeping the rest" : "");
        }
    }

    record Release(int holdOf) implements Request {

        @Override
        public <T> T fold(Verbs<T> verbs) {
            return verbs.release(this);
        }

        @Override
        public Request more() {
            return new Capture(holdOf, null, Rest.RELEASED);
        }

        @Override
        public String toString() {
            return "release the hold of #" + holdOf;
        }
    }

    record Extend(int holdOf, Instant deadline) implements Request {

        @Override
        public <T> T fold(Verbs<T> verbs) {
            return verbs.extend(this);
        }

        @Override
        public Request more() {
            return new Extend(holdOf, deadline.plus(Duration.ofHours(1)));
        }

        @Override
        public String toString() {
            return "extend the hold of #" + holdOf + " until " + deadline;
        }
    }

    record VoidGrant(int grantOf) implements Request {

        @Override
        public <T> T fold(Verbs<T> verbs) {
            return verbs.voidGrant(this);
        }

        @Override
        public Request more() {
            return new Remove(1, grantOf, null);
        }

        @Override
        public String toString() {
            return "void the grant of #" + grantOf;
        }
    }

    /**
     * @param undoes the step whose request is to be undone
     * @param amount none is all that is left of it
     */
    record Reverse(int undoes, @Nullable Long amount) implements Request {

        @Override
        public <T> T fold(Verbs<T> verbs) {
            return verbs.reverse(this);
        }

        @Override
        public Request more() {
            return new Reverse(undoes, amount == null ? 1 : amount + 1);
        }

        @Override
        public String toString() {
            return "reverse " + (amount == null ? "all" : amount) + " of #" + undoes;
        }
    }

    private static String given(String words, @Nullable Object value) {
        return value == null ? "" : words + value;
    }

    /** Another request, such as one that wrongly comes under the same key. */
    default Request other(Difference difference) {
        return switch (difference) {
            case NONE -> this;
            case AMOUNT -> more();
            case VERB -> this instanceof Spend spend ? new Remove(spend.amount(), null, null) : new Spend(2, null);
        };
    }

    /** In what a repeat differs from the request whose key it uses. */
    enum Difference {
        NONE,
        AMOUNT,
        VERB
    }
}
