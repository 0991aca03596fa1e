package dev.spike.portal;

import dev.spike.billing.Interval;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.Subscriber;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.provider.local.TestCard;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;

/** A shop with more plans, whose clock is moved, and people in every state. */
final class PlanShop implements AutoCloseable {

    private static final Map<String, String> MORE = Map.ofEntries(
            Map.entry("spike.subscriptions[3].id", "team"),
            Map.entry("spike.subscriptions[3].name", "Team"),
            Map.entry("spike.subscriptions[3].description", "For those who want to try it first"),
            Map.entry("spike.subscriptions[3].price-monthly", "49.99 EUR"),
            Map.entry("spike.subscriptions[3].price-yearly", "500.00 EUR"),
            Map.entry("spike.subscriptions[3].provides-monthly[0].credits", "9000"),
            Map.entry("spike.subscriptions[3].provides-yearly[0].credits", "500"),
            Map.entry("spike.subscriptions[3].provides-yearly[0].type", "sms"),
            Map.entry("spike.subscriptions[3].trial.days", "14"),
            Map.entry("spike.subscriptions[3].trial.provides[0].credits", "300"),
            Map.entry("spike.subscriptions[4].id", "club"),
            Map.entry("spike.subscriptions[4].name", "Club <b>1</b>"),
            Map.entry("spike.subscriptions[4].price-yearly", "100.00 EUR"),
            Map.entry("spike.subscriptions[5].id", "old"),
            Map.entry("spike.subscriptions[5].name", "Old"),
            Map.entry("spike.subscriptions[5].price-monthly", "5.00 EUR"),
            Map.entry("spike.subscriptions[5].archived", "true"),
            Map.entry("spike.subscriptions[6].id", "dollars"),
            Map.entry("spike.subscriptions[6].name", "Dollars"),
            Map.entry("spike.subscriptions[6].price-monthly", "9.00 USD"),
            Map.entry("spike.discounts[2].code", "FIVE-DOLLARS"),
            Map.entry("spike.discounts[2].fixed", "5.00 USD"),
            Map.entry("spike.discounts[3].code", "THREE"),
            Map.entry("spike.discounts[3].fixed", "2.00 EUR"),
            Map.entry("spike.discounts[3].times", "3"),
            Map.entry("spike.cancellation-offers[1].discount", "THREE"));

    final Silence silence = new Silence();
    final Shop shop = Shop.open(PortalTheme.plain().named("Example"), MORE, silence::over);

    Subscriber subscriber(String user) {
        return shop.billing.of(Shop.billable(user)).subscriber();
    }

    /** Somebody who has subscribed. */
    String subscriberTo(String plan, Interval interval, TestCard card) {
        var user = Shop.newUser();
        subscribe(user, plan, interval, card);
        return user;
    }

    String subscriberTo(String plan) {
        return subscriberTo(plan, Interval.MONTHLY, TestCard.GOOD);
    }

    void subscribe(String user, String plan, Interval interval, TestCard card) {
        var back = URI.create("https://shop.example/");
        var result = subscriber(user).subscribe(plan, interval, new Pages(back, back));
        shop.provider.bank().pay(((SubscribeResult.Page) result).page(), card);
        shop.work();
    }

    /** Somebody whose second month could not be paid. */
    String pastDue() {
        var user = subscriberTo("standard", Interval.MONTHLY, TestCard.EXPIRES_LATER);
        shop.pass(Duration.ofDays(31));
        return user;
    }

    /** Somebody to whom a plan is given. */
    String given(String plan) {
        var user = Shop.newUser();
        subscriber(user).subscribeWithoutPayment(plan, Interval.MONTHLY);
        return user;
    }

    String cancelled() {
        var user = subscriberTo("standard");
        subscriber(user).cancelAtPeriodEnd();
        return user;
    }

    String ended() {
        var user = subscriberTo("standard");
        subscriber(user).cancelNow();
        return user;
    }

    Guest guest(String user) {
        return Guest.of(shop, user);
    }

    /** As a British reader reads it. */
    static String day(Instant instant) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(Locale.UK)
                .withZone(ZoneId.of("Europe/Vilnius"))
                .format(instant);
    }

    @Override
    public void close() {
        shop.close();
    }
}
