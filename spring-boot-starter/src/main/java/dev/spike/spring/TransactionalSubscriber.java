package dev.spike.spring;

import dev.spike.billing.CancellationOffer;
import dev.spike.billing.Interval;
import dev.spike.billing.NextPlan;
import dev.spike.billing.Plan;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.Subscriber;
import dev.spike.billing.Subscription;
import dev.spike.billing.SwitchPreview;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.ledger.Billable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who subscribes, in transactions of billing's own. Whatever it reads brings credits up to date first, so nothing is
 * answered where that would wait for the thread's own transaction.
 */
final class TransactionalSubscriber implements Subscriber {

    private final Subscriber subscriber;
    private final SpringTransactions transactions;

    TransactionalSubscriber(Subscriber subscriber, SpringTransactions transactions) {
        this.subscriber = subscriber;
        this.transactions = transactions;
    }

    private Subscriber unheld() {
        if (transactions.isHeld(subscriber.billable())) {
            throw TransactionalBuyer.wouldWait();
        }
        return subscriber;
    }

    @Override
    public Billable billable() {
        return subscriber.billable();
    }

    @Override
    public void welcome() {
        unheld().welcome();
    }

    @Override
    public Subscription subscription() {
        return unheld().subscription();
    }

    @Override
    public boolean isSubscribed() {
        return unheld().isSubscribed();
    }

    @Override
    public Optional<Plan> currentPlan() {
        return unheld().currentPlan();
    }

    @Override
    public List<Plan> plans() {
        return unheld().plans();
    }

    @Override
    public Optional<Instant> renewalDate() {
        return unheld().renewalDate();
    }

    @Override
    public Instant monthlyRenewalDate() {
        return unheld().monthlyRenewalDate();
    }

    @Override
    public Optional<NextPlan> nextPlan() {
        return unheld().nextPlan();
    }

    @Override
    public SubscribeResult subscribe(String planId, Interval interval, Pages pages) {
        return unheld().subscribe(planId, interval, pages);
    }

    @Override
    public SubscribeResult subscribe(String planId, Interval interval, String code, Pages pages) {
        return unheld().subscribe(planId, interval, code, pages);
    }

    @Override
    public SubscribeResult applyCode(String code) {
        return unheld().applyCode(code);
    }

    @Override
    public SubscribeResult subscribeWithoutPayment(String planId, Interval interval) {
        return unheld().subscribeWithoutPayment(planId, interval);
    }

    @Override
    public Optional<SwitchPreview> previewSwitch(String planId, Interval interval) {
        return unheld().previewSwitch(planId, interval);
    }

    @Override
    public SubscribeResult switchNow(String planId, Interval interval) {
        return unheld().switchNow(planId, interval);
    }

    @Override
    public SubscribeResult switchAtPeriodEnd(String planId, Interval interval) {
        return unheld().switchAtPeriodEnd(planId, interval);
    }

    @Override
    public List<CancellationOffer> cancellationOffers() {
        return unheld().cancellationOffers();
    }

    @Override
    public SubscribeResult cancelAtPeriodEnd() {
        return unheld().cancelAtPeriodEnd();
    }

    @Override
    public SubscribeResult cancelNow() {
        return unheld().cancelNow();
    }

    @Override
    public SubscribeResult resume() {
        return unheld().resume();
    }
}
