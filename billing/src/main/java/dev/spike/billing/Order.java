package dev.spike.billing;

import dev.spike.billing.provider.Payment;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was bought, or is about to be: its terms are fixed, its type says where it stands. */
public sealed interface Order {

    OrderTerms terms();

    default OrderId id() {
        return terms().id();
    }

    default List<OrderLine> lines() {
        return terms().lines();
    }

    default Totals totals() {
        return terms().totals();
    }

    /** Answers with the function that fits. */
    <R> R fold(
            Function<Pending, ? extends R> whenPending,
            Function<Paid, ? extends R> whenPaid,
            Function<Cancelled, ? extends R> whenCancelled,
            Function<Mispaid, ? extends R> whenMispaid);

    /** It waits for its payment. */
    record Pending(OrderTerms terms) implements Order {

        @Override
        public <R> R fold(
                Function<Pending, ? extends R> whenPending,
                Function<Paid, ? extends R> whenPaid,
                Function<Cancelled, ? extends R> whenCancelled,
                Function<Mispaid, ? extends R> whenMispaid) {
            return whenPending.apply(this);
        }
    }

    /**
     * It was paid. What it bought was provided in the same database transaction, but for what failed, which is tried again:
     * {@link Billing#failedProvisions}.
     *
     * @param paidAt when we noted it
     * @param payment none where nothing was to pay
     * @param refunded what was returned of it, in total, by refunds
     * @param disputed what customers' banks want back, or took
     */
    record Paid(OrderTerms terms, Instant paidAt, @Nullable Payment payment, Money refunded, Disputed disputed)
            implements Order {

        /** What is no longer ours of what was paid: refunds and lost disputes, together never more than the whole. */
        public Money returned() {
            var left = totals().total().lessButNotBelowZero(refunded).lessButNotBelowZero(disputed.lost());
            return totals().total().minus(left);
        }

        @Override
        public <R> R fold(
                Function<Pending, ? extends R> whenPending,
                Function<Paid, ? extends R> whenPaid,
                Function<Cancelled, ? extends R> whenCancelled,
                Function<Mispaid, ? extends R> whenMispaid) {
            return whenPaid.apply(this);
        }
    }

    /**
     * Money that customers' banks ask back. What was won is in neither.
     *
     * @param open nothing is decided about it
     * @param lost it is gone
     */
    record Disputed(Money open, Money lost) {}

    /** Its page was ended before it was paid. Should money come all the same, it is paid and provided. */
    record Cancelled(OrderTerms terms, Instant cancelledAt) implements Order {

        @Override
        public <R> R fold(
                Function<Pending, ? extends R> whenPending,
                Function<Paid, ? extends R> whenPaid,
                Function<Cancelled, ? extends R> whenCancelled,
                Function<Mispaid, ? extends R> whenMispaid) {
            return whenCancelled.apply(this);
        }
    }

    /** Money came, but not what was asked: nothing is provided, and somebody has to look. */
    record Mispaid(OrderTerms terms, Payment payment) implements Order {

        @Override
        public <R> R fold(
                Function<Pending, ? extends R> whenPending,
                Function<Paid, ? extends R> whenPaid,
                Function<Cancelled, ? extends R> whenCancelled,
                Function<Mispaid, ? extends R> whenMispaid) {
            return whenMispaid.apply(this);
        }
    }
}
