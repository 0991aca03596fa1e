package dev.spike.testkit.walk;

import dev.spike.ledger.CaptureRequest.Rest;
import dev.spike.ledger.GrantTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a step asks of one account or several, before it is known which grant or hold has which id: those are named by their steps. */
sealed interface Request {

    /** A function for every verb of one account. */
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

    /** The same verb, asked for a little more: another request, which wrongly comes under the same key. */
    Request more();

    /** The same request in other words, where there are any. */
    default Request turned() {
        return this;
    }

    /** What two requests that are the same have in common. */
    default Request meaning() {
        return this;
    }

    /** A request that one account answers. */
    sealed interface OfOne extends Request {

        <T> T fold(Verbs<T> verbs);
    }

    record Add(long amount, GrantTerms terms) implements OfOne {

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

    record Spend(long amount, @Nullable Instant datedAt) implements OfOne {

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
            @Nullable Instant datedAt) implements OfOne {

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

    record Hold(long amount, @Nullable Instant deadline) implements OfOne {

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
    record Capture(int holdOf, @Nullable Long amount, Rest rest) implements OfOne {

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

    record Release(int holdOf) implements OfOne {

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

    record Extend(int holdOf, Instant deadline) implements OfOne {

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

    record VoidGrant(int grantOf) implements OfOne {

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
    record Reverse(int undoes, @Nullable Long amount) implements OfOne {

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

    /**
     * All or nothing.
     *
     * @param parts each of another account
     */
    record SpendAll(List<Part> parts, @Nullable Instant datedAt) implements Request {

        /** How much of which account of the walk. */
        record Part(int account, long amount) {}

        public SpendAll {
            parts = List.copyOf(parts);
        }

        boolean names(int account) {
            return parts.stream().anyMatch(part -> part.account() == account);
        }

        @Override
        public Request more() {
            var more = new ArrayList<>(parts);
            int last = parts.size() - 1;
            more.set(last, new Part(parts.get(last).account(), parts.get(last).amount() + 1));
            return new SpendAll(more, datedAt);
        }

        @Override
        public Request turned() {
            var turned = new ArrayList<>(parts);
            Collections.reverse(turned);
            return new SpendAll(turned, datedAt);
        }

        @Override
        public Request meaning() {
            var byAccount = new ArrayList<>(parts);
            byAccount.sort(Comparator.comparing(Part::account));
            return new SpendAll(byAccount, datedAt);
        }

        @Override
        public String toString() {
            return "spend "
                    + parts.stream()
                            .map(part -> part.amount() + " of account " + part.account())
                            .collect(Collectors.joining(" and "))
                    + given(" dated ", datedAt);
        }
    }

    private static String given(String words, @Nullable Object value) {
        return value == null ? "" : words + value;
    }
}
