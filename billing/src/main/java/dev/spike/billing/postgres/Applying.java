package dev.spike.billing.postgres;

import dev.spike.billing.BillingEvent;
import dev.spike.billing.provider.ProviderEvent;
import dev.spike.billing.provider.ProviderEvent.CheckoutExpired;
import dev.spike.billing.provider.ProviderEvent.CheckoutPaid;
import dev.spike.billing.provider.ProviderEvent.DisputeLost;
import dev.spike.billing.provider.ProviderEvent.DisputeOpened;
import dev.spike.billing.provider.ProviderEvent.DisputeWon;
import dev.spike.billing.provider.ProviderEvent.InvoicePaid;
import dev.spike.billing.provider.ProviderEvent.Irrelevant;
import dev.spike.billing.provider.ProviderEvent.PeriodPaid;
import dev.spike.billing.provider.ProviderEvent.PeriodUnpaid;
import dev.spike.billing.provider.ProviderEvent.RefundFailed;
import dev.spike.billing.provider.ProviderEvent.Refunded;
import dev.spike.billing.provider.ProviderEvent.SubscriptionChanged;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** What each event of a provider does. Applied twice it does the same as once. */
final class Applying implements ProviderEvent.Cases<Applying.Effect> {

    private final String provider;
    private final Paying paying;
    private final Returning returning;
    private final Hearing hearing;
    private final Cancelling cancelling = new Cancelling();
    private final CheckoutStore checkouts = new CheckoutStore();
    private final CustomerStore customers = new CustomerStore();

    /** @param provider who tells */
    Applying(String provider, Paying paying, Returning returning, Hearing hearing) {
        this.provider = provider;
        this.paying = paying;
        this.returning = returning;
        this.hearing = hearing;
    }

    /** What an event does in a database transaction. */
    @FunctionalInterface
    interface Effect {

        Outcome on(Connection connection, Untold untold, Instant now) throws SQLException;
    }

    @Override
    public Effect checkoutPaid(CheckoutPaid event) {
        return (connection, untold, now) -> {
            var noted = paying.paid(connection, untold, event.checkoutKey(), event.payment(), now);
            boolean known =
                    !(noted instanceof Paying.Noted.NotOurs) || hearing.hasPage(connection, event.checkoutKey());
            return known ? new Outcome.Done() : unknownCheckout(event.checkoutKey());
        };
    }

    @Override
    public Effect checkoutExpired(CheckoutExpired event) {
        return (connection, untold, now) -> {
            if (checkouts.find(connection, event.checkoutKey()).isPresent()) {
                cancelling.expired(connection, event.checkoutKey(), now);
                return new Outcome.Done();
            }
            return hearing.pageExpired(connection, event.checkoutKey(), now)
                    ? new Outcome.Done()
                    : unknownCheckout(event.checkoutKey());
        };
    }

    private static Outcome unknownCheckout(String key) {
        return new Outcome.Waits("The checkout " + Shown.quoted(key) + " is not known yet.", null);
    }

    @Override
    public Effect refunded(Refunded event) {
        return (connection, untold, now) -> returning.refunded(connection, untold, provider, event.refund(), now);
    }

    @Override
    public Effect refundFailed(RefundFailed event) {
        return (connection, untold, now) -> returning.refundFailed(connection, untold, provider, event.refund(), now);
    }

    @Override
    public Effect disputeOpened(DisputeOpened event) {
        return disputed(new Returning.Disputed(event.dispute(), DisputeState.OPEN, event.occurredAt()));
    }

    @Override
    public Effect disputeLost(DisputeLost event) {
        return disputed(new Returning.Disputed(event.dispute(), DisputeState.LOST, event.occurredAt()));
    }

    @Override
    public Effect disputeWon(DisputeWon event) {
        return disputed(new Returning.Disputed(event.dispute(), DisputeState.WON, event.occurredAt()));
    }

    private Effect disputed(Returning.Disputed told) {
        return (connection, untold, now) -> returning.disputed(connection, untold, provider, told, now);
    }

    @Override
    public Effect invoicePaid(InvoicePaid event) {
        return (connection, untold, now) -> {
            var owner = customers.owner(connection, provider, event.customerId());
            if (owner.isEmpty()) {
                return new Outcome.Waits(
                        "The customer " + Shown.quoted(event.customerId()) + " is not known yet.", null);
            }
            untold.add(new BillingEvent.InvoicePaid(owner.get().billable(), event.invoice()));
            return new Outcome.Done();
        };
    }

    @Override
    public Effect subscriptionChanged(SubscriptionChanged event) {
        return (connection, untold, now) ->
                hearing.changed(connection, untold, event.subscription(), event.occurredAt(), now);
    }

    @Override
    public Effect periodPaid(PeriodPaid event) {
        return (connection, untold, now) -> hearing.paid(connection, untold, event, now);
    }

    @Override
    public Effect periodUnpaid(PeriodUnpaid event) {
        return (connection, untold, now) ->
                hearing.unpaid(connection, untold, event.subscriptionKey(), event.period(), event.occurredAt(), now);
    }

    @Override
    public Effect irrelevant(Irrelevant event) {
        return (connection, untold, now) -> new Outcome.Ignored();
    }
}
