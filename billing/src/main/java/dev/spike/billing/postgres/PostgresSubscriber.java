package dev.spike.billing.postgres;

import dev.spike.billing.CancellationOffer;
import dev.spike.billing.Catalogue;
import dev.spike.billing.Interval;
import dev.spike.billing.NextPlan;
import dev.spike.billing.Plan;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.SubscribedPlan;
import dev.spike.billing.Subscriber;
import dev.spike.billing.Subscription;
import dev.spike.billing.SwitchPreview;
import dev.spike.billing.postgres.Subscribing.Wish;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.ledger.Billable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A billable that subscribes, on PostgreSQL. */
final class PostgresSubscriber implements Subscriber {

    private final BillingSettings settings;
    private final Verbs.Plans verbs;
    private final Billable billable;
    private final Owner owner;

    PostgresSubscriber(BillingSettings settings, Verbs.Plans verbs, Billable billable) {
        this.settings = settings;
        this.verbs = verbs;
        this.billable = billable;
        this.owner = Owner.of(billable);
    }

    @Override
    public Billable billable() {
        return billable;
    }

    private Catalogue catalogue() {
        return settings.catalogueFor(billable);
    }

    private Instant touched() {
        return verbs.touching().touch(owner, settings.now());
    }

    @Override
    public void welcome() {
        touched();
    }

    @Override
    public Subscription subscription() {
        return verbs.shaping().subscription(owner, touched());
    }

    @Override
    public boolean isSubscribed() {
        return subscription().isSubscribed();
    }

    @Override
    public Optional<Plan> currentPlan() {
        var subscription = subscription();
        return subscription.isSubscribed()
                ? subscription.subscribedPlan().map(SubscribedPlan::id).flatMap(catalogue()::plan)
                : catalogue().freePlan();
    }

    @Override
    public List<Plan> plans() {
        var subscription = subscription();
        var own = subscription instanceof Subscription.Ended
                ? Optional.<String>empty()
                : subscription.subscribedPlan().map(SubscribedPlan::id);
        return catalogue().plans().stream()
                .filter(plan ->
                        !plan.archived() || own.filter(plan.id()::equals).isPresent())
                .toList();
    }

    @Override
    public Optional<Instant> renewalDate() {
        return verbs.shaping().renewsAt(owner, touched());
    }

    @Override
    public Instant monthlyRenewalDate() {
        return verbs.shaping().monthlyRenewal(owner, touched());
    }

    @Override
    public Optional<NextPlan> nextPlan() {
        return verbs.shaping().nextPlan(owner, touched());
    }

    @Override
    public SubscribeResult subscribe(String planId, Interval interval, Pages pages) {
        return verbs.subscribing().subscribe(owner, new Wish(catalogue(), planId, interval, null, pages), touched());
    }

    @Override
    public SubscribeResult subscribe(String planId, Interval interval, String code, Pages pages) {
        return verbs.subscribing().subscribe(owner, new Wish(catalogue(), planId, interval, code, pages), touched());
    }

    @Override
    public SubscribeResult applyCode(String code) {
        return verbs.discounting().apply(owner, catalogue(), code, touched());
    }

    @Override
    public SubscribeResult subscribeWithoutPayment(String planId, Interval interval) {
        return verbs.switching().withoutPayment(owner, catalogue(), planId, interval, touched());
    }

    @Override
    public Optional<SwitchPreview> previewSwitch(String planId, Interval interval) {
        return verbs.previewing().preview(owner, catalogue(), planId, interval, touched());
    }

    @Override
    public SubscribeResult switchNow(String planId, Interval interval) {
        return verbs.switching().now(owner, catalogue(), planId, interval, touched());
    }

    @Override
    public SubscribeResult switchAtPeriodEnd(String planId, Interval interval) {
        return verbs.switching().atPeriodEnd(owner, catalogue(), planId, interval, touched());
    }

    @Override
    public List<CancellationOffer> cancellationOffers() {
        touched();
        return verbs.offering().offers(owner, catalogue());
    }

    @Override
    public SubscribeResult cancelAtPeriodEnd() {
        return verbs.stopping().atPeriodEnd(owner, touched());
    }

    @Override
    public SubscribeResult cancelNow() {
        return verbs.stopping().atOnce(owner, touched());
    }

    @Override
    public SubscribeResult resume() {
        return verbs.stopping().resume(owner, touched());
    }
}
