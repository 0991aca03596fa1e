package dev.spike.spring;

import dev.spike.billing.Backlog;
import dev.spike.billing.Billing;
import dev.spike.billing.Buyer;
import dev.spike.billing.Catalogue;
import dev.spike.billing.DeliveryState;
import dev.spike.billing.ExtraPayment;
import dev.spike.billing.FailedDue;
import dev.spike.billing.FailedProvision;
import dev.spike.billing.ForgetResult;
import dev.spike.billing.Order;
import dev.spike.billing.Received;
import dev.spike.billing.UnsettledDelivery;
import dev.spike.billing.WaitingDue;
import dev.spike.billing.provider.RawWebhook;
import dev.spike.billing.provider.Verification;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Billing whose verbs are transactions of their own, also where the thread is in one of Spring's, and which refuses what would
 * wait for that one for ever. Thread-safe.
 */
final class TransactionalBilling implements Billing {

    private final Billing billing;
    private final Credits credits;
    private final SpringTransactions transactions;

    /** @param credits those that join */
    TransactionalBilling(Billing billing, Credits credits, SpringTransactions transactions) {
        this.billing = billing;
        this.credits = credits;
        this.transactions = transactions;
    }

    /** The credits that join. */
    @Override
    public Credits credits() {
        return credits;
    }

    @Override
    public Buyer of(Billable billable) {
        return new TransactionalBuyer(billing.of(billable), transactions);
    }

    private Billing unheld() {
        if (transactions.isAnythingHeld()) {
            throw TransactionalBuyer.wouldWait();
        }
        return billing;
    }

    @Override
    public Catalogue catalogue() {
        return billing.catalogue();
    }

    @Override
    public int retryProviding(Instant now, int limit) {
        return unheld().retryProviding(now, limit);
    }

    @Override
    public List<FailedProvision> failedProvisions(int limit) {
        return billing.failedProvisions(limit);
    }

    @Override
    public List<Order.Mispaid> mispaidOrders(int limit) {
        return billing.mispaidOrders(limit);
    }

    @Override
    public List<ExtraPayment> extraPayments(int limit) {
        return billing.extraPayments(limit);
    }

    @Override
    public List<FailedProvision> failedTakeBacks(int limit) {
        return billing.failedTakeBacks(limit);
    }

    @Override
    public Received receive(RawWebhook webhook) {
        return billing.receive(webhook);
    }

    @Override
    public Map<Verification.Reason, Long> rejectedWebhooks() {
        return billing.rejectedWebhooks();
    }

    @Override
    public int workInbox(Instant now, int limit) {
        return unheld().workInbox(now, limit);
    }

    @Override
    public int catchUp(int limit) {
        return billing.catchUp(limit);
    }

    @Override
    public int reconcile(Instant now, int limit) {
        return unheld().reconcile(now, limit);
    }

    @Override
    public int forgetBodies(Instant now) {
        return billing.forgetBodies(now);
    }

    @Override
    public List<UnsettledDelivery> inbox(int limit) {
        return billing.inbox(limit);
    }

    @Override
    public Optional<DeliveryState> retryInbox(long id) {
        return unheld().retryInbox(id);
    }

    @Override
    public int runDue(Instant now, int limit) {
        return unheld().runDue(now, limit);
    }

    @Override
    public WaitingDue waitingDue(Instant now) {
        return billing.waitingDue(now);
    }

    @Override
    public List<FailedDue> failedDue(int limit) {
        return billing.failedDue(limit);
    }

    @Override
    public Backlog backlog(Instant now) {
        return billing.backlog(now);
    }

    @Override
    public int retryDue(Billable billable) {
        return unheld().retryDue(billable);
    }

    @Override
    public ForgetResult forget(Billable billable) {
        if (transactions.isHeld(billable)) {
            throw TransactionalBuyer.wouldWait();
        }
        return billing.forget(billable);
    }

    @Override
    public void export(Billable billable, Consumer<String> to) {
        billing.export(billable, to);
    }
}
