package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.plan;
import static dev.spike.billing.postgres.Shop.CREDITS;
import static dev.spike.billing.postgres.Shop.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CatalogueSettings.Subscriptions;
import dev.spike.billing.CreditTypeTerms;
import dev.spike.billing.FailedDue.What;
import dev.spike.billing.Interval;
import dev.spike.billing.Money;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.UnitPrice;
import dev.spike.billing.postgres.FakeProvider.Mood;
import dev.spike.billing.provider.ChargeRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.postgres.PostgresCredits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is owed when a plan renews is charged once, before its credits come. */
class OwedChargeTest {

    private final Shop shop = new Shop();
    private final Billable owner = Shop.anybody();
    private final Credits credits = PostgresCredits.on(shop.dataSource())
            .creditType(CREDITS)
            .creditType(SMS)
            .negative(NegativePolicy.allowed())
            .clock(shop::now)
            .build();
    private final Billing billing = PostgresBilling.on(shop.dataSource(), credits)
            .catalogue(catalogue())
            .provider(shop.provider)
            .clock(shop::now)
            .build();
    private final Wire wire = new Wire(shop, billing);

    private static Catalogue catalogue() {
        var base = Club.catalogue(Subscriptions.STANDARD, List.of(plan("standard", 100)));
        return new Catalogue(
                List.of(
                        new CreditTypeTerms(
                                CREDITS,
                                NegativePolicy.allowed(),
                                CreditTypeTerms.of(CREDITS).burnDown(),
                                UnitPrice.parse("0.10 USD"),
                                true),
                        new CreditTypeTerms(
                                SMS,
                                NegativePolicy.allowed(),
                                CreditTypeTerms.of(SMS).burnDown(),
                                UnitPrice.parse("0.002 USD"),
                                false)),
                List.of(),
                base.plans(),
                base.discounts(),
                List.of(),
                base.settings());
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private String subscribed() {
        shop.at(Club.APRIL);
        shop.provider.subscriptions.clock = shop::now;
        var page = (SubscribeResult.Page)
                billing.of(owner).subscriber().subscribe("standard", Interval.MONTHLY, Shop.PAGES);
        wire.tells(shop.provider.subscriptions.changed(shop.provider.subscriptions.begin(page.key())));
        return page.key();
    }

    private void renewed(String key) {
        shop.at(shop.provider.subscriptions.get(key).period().end());
        wire.tells(shop.provider.subscriptions.changed(shop.provider.subscriptions.renew(key)));
    }

    private int runDue() {
        return billing.runDue(shop.now(), 1_000);
    }

    private long total(CreditType type) {
        return credits.of(owner, type.id()).balance().total();
    }

    @Test
    void a_charge_that_fails_on_our_side_stops_nobody_and_is_asked_for_again() {
        var key = subscribed();
        credits.of(owner).spend(130);
        renewed(key);
        shop.run("UPDATE spike_subscription_provides SET terms = '{\"credits\": \"many\"}'");

        assertThat(runDue()).isPositive();

        assertThat(total(CREDITS)).isEqualTo(-30);
        shop.run("UPDATE spike_subscription_provides SET terms = '{\"credits\": \"100\", \"type\": \"credits\"}'");
        shop.later(Duration.ofMinutes(1));
        runDue();
        assertThat(total(CREDITS)).isEqualTo(100);
        assertThat(shop.value("SELECT state FROM spike_owed_charges")).isEqualTo("done");
        assertThat(shop.provider.everCharged()).hasSize(1);
    }

    @Test
    void is_charged_once_before_the_renewal_s_grant() {
        var key = subscribed();
        credits.of(owner).spend(130);
        credits.of(owner, "sms").spend(5);
        runDue();
        assertThat(shop.provider.everCharged()).isEmpty();

        renewed(key);
        runDue();
        runDue();

        assertThat(shop.provider.everCharged())
                .extracting(ChargeRequest::money)
                .containsExactly(Money.parse("3.00 USD"));
        assertThat(total(CREDITS)).isEqualTo(100);
        assertThat(total(SMS)).isEqualTo(-5);
    }

    @Test
    void charges_nothing_where_nothing_is_owed() {
        var key = subscribed();
        credits.of(owner).spend(50);

        renewed(key);
        runDue();

        assertThat(shop.provider.everCharged()).isEmpty();
        assertThat(total(CREDITS)).isEqualTo(100);
    }

    @Test
    void asks_again_under_the_same_key_when_the_answer_was_lost() {
        var key = subscribed();
        credits.of(owner).spend(130);
        renewed(key);
        shop.provider.next(Mood.LOSES_THE_ANSWER);
        runDue();
        assertThat(total(CREDITS)).isEqualTo(-30);

        shop.later(Duration.ofMinutes(1));
        runDue();

        assertThat(shop.provider.everCharged()).hasSize(1);
        assertThat(total(CREDITS)).isEqualTo(100);
    }

    @Test
    void lets_the_grant_repay_what_could_not_be_charged() {
        var key = subscribed();
        credits.of(owner).spend(130);
        renewed(key);
        shop.provider.next(Mood.REFUSES);

        runDue();

        assertThat(total(CREDITS)).isEqualTo(70);
    }

    @Test
    void keeps_nobody_waiting_for_an_answer_that_does_not_come() {
        var key = subscribed();
        credits.of(owner).spend(130);
        renewed(key);
        for (int minute = 0; minute < 6; minute++) {
            shop.provider.next(Mood.IS_NOT_REACHED);
        }

        shop.later(Duration.ofHours(1));
        runDue();

        assertThat(total(CREDITS)).isEqualTo(70);
    }

    @Test
    void is_listed_while_the_answer_is_not_known_and_asked_again_now() {
        var key = subscribed();
        credits.of(owner).spend(130);
        renewed(key);
        assertThat(billing.waitingDue(shop.now()).count()).isEqualTo(1);
        shop.provider.next(Mood.LOSES_THE_ANSWER);
        runDue();
        assertThat(billing.failedDue(10)).singleElement().satisfies(failed -> {
            assertThat(failed.what()).isEqualTo(What.CHARGE);
            assertThat(failed.billable()).isEqualTo(owner);
            assertThat(failed.dueAt()).isEqualTo(shop.now());
            assertThat(failed.nextAttemptAt()).isEqualTo(shop.now().plusSeconds(60));
        });

        assertThat(billing.retryDue(owner)).isEqualTo(1);

        assertThat(shop.provider.everCharged()).hasSize(1);
        assertThat(total(CREDITS)).isEqualTo(100);
        assertThat(billing.failedDue(10)).isEmpty();
    }
}
