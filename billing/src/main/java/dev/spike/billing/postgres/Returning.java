package dev.spike.billing.postgres;

import dev.spike.billing.BillingEvent;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.postgres.PaymentStore.Noted;
import dev.spike.billing.provider.ProviderEvent.Dispute;
import dev.spike.billing.provider.Refund;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Money of a payment went back, or came again: noted once by the provider's id, whoever tells of it; then the order shows what
 * its refunds and disputes come to, and what it provided follows,
 * unless its owner was forgotten. Locks the order, or the subscriber, then the accounts.
 */
final class Returning {

    private final Orders orders = new Orders();
    private final MoneyBackStore moneyBack = new MoneyBackStore();
    private final PaymentStore payments = new PaymentStore();
    private final SubscriberStore subscribers = new SubscriberStore();
    private final TakingBack takingBack;
    private final TakingPeriodBack takingPeriodBack;

    Returning(TakingBack takingBack, TakingPeriodBack takingPeriodBack) {
        this.takingBack = takingBack;
        this.takingPeriodBack = takingPeriodBack;
    }

    @FunctionalInterface
    private interface Noting {

        /** Whether listeners are to hear of it. */
        boolean of(PaidFor paid) throws SQLException;
    }

    Outcome refunded(Connection connection, Untold untold, String provider, Refund refund, Instant now)
            throws SQLException {
        var about = new About(provider, refund.paymentId(), refund.money());
        return note(connection, untold, about, now, paid -> moneyBack.returned(connection, paid, refund, now));
    }

    Outcome refundFailed(Connection connection, Untold untold, String provider, Refund refund, Instant now)
            throws SQLException {
        var about = new About(provider, refund.paymentId(), refund.money());
        return note(connection, untold, about, now, paid -> {
            moneyBack.failed(connection, paid, refund, now);
            return false;
        });
    }

    /** What a bank wants back. */
    record Disputed(Dispute dispute, DisputeState state, Instant occurredAt) {}

    Outcome disputed(Connection connection, Untold untold, String provider, Disputed told, Instant now)
            throws SQLException {
        var about =
                new About(provider, told.dispute().paymentId(), told.dispute().money());
        return note(connection, untold, about, now, paid -> {
            moneyBack.disputed(connection, paid, told, now);
            return false;
        });
    }

    private record About(String provider, String payment, Money money) {}

    private Outcome note(Connection connection, Untold untold, About about, Instant now, Noting noting)
            throws SQLException {
        var ofOrder = orders.checkouts().ofPayment(connection, about.provider(), about.payment());
        if (ofOrder.isPresent()) {
            return noteOfOrder(connection, untold, about, ofOrder.get(), now, noting);
        }
        var other = payments.find(connection, about.provider(), about.payment());
        return other.isPresent()
                ? noteOther(connection, untold, about, other.get(), noting)
                : new Outcome.Waits(
                        "The payment " + Shown.quoted(about.payment()) + " is not known yet.", about.payment());
    }

    private Outcome noteOfOrder(
            Connection connection, Untold untold, About about, CheckoutRow paid, Instant now, Noting noting)
            throws SQLException {
        orders.store().lock(connection, paid.owner(), paid.order());
        boolean tell = noting.of(
                new PaidFor(paid.provider(), paid.owner(), paid.order().text()));
        var before = orders.get(connection, paid.owner(), paid.order());
        if (before.order() instanceof Order.Paid order) {
            var total = order.totals().total();
            check(about, total, paid.order().text());
            var sums = moneyBack.sums(connection, about.provider(), about.payment(), total);
            orders.store().returned(connection, paid.owner(), paid.order(), sums);
            var after = orders.get(connection, paid.owner(), paid.order());
            if (!subscribers.isForgotten(connection, paid.owner())) {
                takingBack.adjust(connection, untold, after, now);
            }
            if (tell && after.order() instanceof Order.Paid refunded) {
                untold.add(new BillingEvent.Refunded(
                        paid.owner().billable(), paid.order(), about.money(), refunded.refunded()));
            }
        }
        return new Outcome.Done();
    }

    /** Of a period its credits are taken back; what came again bought nothing. */
    private Outcome noteOther(Connection connection, Untold untold, About about, Noted paid, Noting noting)
            throws SQLException {
        var paidFor = paid.paidFor();
        var period = paid.period();
        if (period == null) {
            payments.lock(connection, about.provider(), about.payment());
        } else {
            subscribers.lock(connection, paidFor.owner());
        }
        check(about, paid.money(), paidFor.source());
        boolean tell = noting.of(paidFor);
        payments.returned(connection, about.provider(), about.payment());
        var after = payments.find(connection, about.provider(), about.payment()).orElseThrow();
        if (!subscribers.isForgotten(connection, paidFor.owner())) {
            takingPeriodBack.adjust(connection, untold, List.of(after));
        }
        if (tell && period != null) {
            untold.add(new BillingEvent.PeriodRefunded(
                    paidFor.owner().billable(), paidFor.source(), period.span(), about.money(), after.returned()));
        }
        return new Outcome.Done();
    }

    private static void check(About about, Money total, String source) {
        if (!about.money().currency().equals(total.currency())) {
            throw new IllegalStateException("The provider tells of " + about.money() + " of a payment over " + total
                    + ", which is another currency; look there what was returned of " + source + ".");
        }
    }
}
