package dev.spike.billing.postgres;

import dev.spike.billing.Billing;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CatalogueSettings;
import dev.spike.billing.CatalogueSettings.Overuse;
import dev.spike.billing.CatalogueSettings.Subscriptions;
import dev.spike.billing.CatalogueSettings.Unused;
import dev.spike.billing.Interval;
import dev.spike.billing.Money;
import dev.spike.billing.Plan;
import dev.spike.billing.Providable;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.Subscriber;
import dev.spike.billing.provider.ProviderEvent;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.ledger.Billable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A shop that sells plans to one billable, with a provider in memory and a clock that is set. */
final class Club implements AutoCloseable {

    static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
    static final Duration DAY = Duration.ofDays(1);
    static final Duration HOUR = Duration.ofHours(1);

    final Shop shop = new Shop();
    final FakeSubscriptions provider = shop.provider.subscriptions;
    final Billable owner = Shop.anybody();
    final Billing billing;
    final Subscriber subscriber;
    private final Wire wire;

    Club(Plan... plans) {
        this(Subscriptions.STANDARD, plans);
    }

    Club(Subscriptions settings, Plan... plans) {
        shop.at(APRIL);
        provider.clock = shop::now;
        billing = shop.billing(catalogue(settings, List.of(plans)));
        subscriber = billing.of(owner).subscriber();
        wire = new Wire(shop, billing);
    }

    static Subscriptions grace(Duration grace) {
        return new Subscriptions(grace, Overuse.CARRY, Unused.VOID);
    }

    static Catalogue catalogue(Subscriptions subscriptions, List<Plan> plans) {
        var base = Shop.standard();
        var settings = base.settings();
        return new Catalogue(
                        base.creditTypes(),
                        base.products(),
                        List.of(),
                        base.discounts(),
                        List.of(),
                        new CatalogueSettings(
                                settings.path(),
                                settings.provider(),
                                settings.zone(),
                                settings.credits(),
                                subscriptions,
                                settings.payments()))
                .withPlans(plans);
    }

    static Plan plan(String id, long credits) {
        return plan(id, Shop.credits(credits));
    }

    static Plan plan(String id, Providable... monthly) {
        return new Plan(
                id,
                "The " + id,
                "",
                List.of(),
                new Plan.Prices(Money.parse("10.00 USD"), null),
                new Plan.Provides(List.of(monthly), List.of(), null),
                false);
    }

    static Plan free(long credits) {
        return new Plan(
                "free",
                "Free",
                "",
                List.of(),
                Plan.Prices.FREE,
                new Plan.Provides(List.of(Shop.credits(credits)), List.of(), null),
                false);
    }

    static Plan providing(Plan plan, UnaryOperator<Plan.Provides> change) {
        return new Plan(
                plan.id(),
                plan.name(),
                plan.description(),
                plan.features(),
                plan.prices(),
                change.apply(plan.provides()),
                plan.archived());
    }

    /** Subscribes on the page, which is told. */
    String subscribe(String plan) {
        return subscribe(plan, Interval.MONTHLY);
    }

    String subscribe(String plan, Interval interval) {
        var key = page(plan, interval);
        tell(provider.begin(key));
        return key;
    }

    String page(String plan, Interval interval) {
        var result = subscriber.subscribe(plan, interval, Shop.PAGES);
        if (result instanceof SubscribeResult.Page page) {
            return page.key();
        }
        throw new AssertionError("No page was opened: " + result);
    }

    static void done(SubscribeResult result) {
        if (!(result instanceof SubscribeResult.Done)) {
            throw new AssertionError("It was not done: " + result);
        }
    }

    void switchNow(String plan) {
        done(subscriber.switchNow(plan, Interval.MONTHLY));
    }

    /** The provider says how it stands. */
    void tell(ProviderSubscription told) {
        hear(provider.changed(told));
    }

    void hear(ProviderEvent event) {
        wire.tells(event);
        var unsettled = billing.inbox(10);
        if (!unsettled.isEmpty()) {
            throw new AssertionError("Not settled: " + unsettled);
        }
    }

    void hearUnsettled(ProviderEvent event) {
        wire.tells(event);
    }

    void renew(String key) {
        tell(provider.renew(key));
    }

    void later(Duration duration) {
        shop.later(duration);
    }

    void days(int days) {
        shop.later(DAY.multipliedBy(days));
    }

    int runDue() {
        return billing.runDue(shop.now(), 1_000);
    }

    void spend(long amount) {
        shop.credits.of(owner).spend(amount);
    }

    /** As the ledger has it; nobody is touched. */
    long credits() {
        return shop.balance(owner, Shop.CREDITS);
    }

    long sms() {
        return shop.balance(owner, Shop.SMS);
    }

    /** What has happened, by its name. */
    List<String> events() {
        var names = new ArrayList<String>();
        shop.events()
                .forEach(event -> names.add(event.getClass().getSimpleName().replace("Subscription", "")));
        return names;
    }

    @Override
    public void close() {
        shop.close();
    }
}
