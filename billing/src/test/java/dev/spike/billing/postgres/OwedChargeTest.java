package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.plan;
import static dev.spike.billing.postgres.Debtor.charged;
import static dev.spike.billing.postgres.Debtor.notCharged;
import static dev.spike.billing.postgres.Shop.CREDITS;
import static dev.spike.billing.postgres.Shop.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.FailedDue.What;
import dev.spike.billing.Money;
import dev.spike.billing.postgres.FakeProvider.Mood;
import dev.spike.billing.provider.ChargeRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is owed when a plan renews is charged once, before its credits come. */
class OwedChargeTest {

    private final Debtor debtor =
            new Debtor(plan("standard", 100), charged(CREDITS, "0.10 USD"), notCharged(SMS, "0.002 USD"));
    private final Shop shop = debtor.shop;

    @AfterEach
    void close() {
        debtor.close();
    }

    @Test
    void a_charge_that_fails_on_our_side_stops_nobody_and_is_asked_for_again() {
        var key = debtor.subscribed();
        debtor.spend(CREDITS, 130);
        debtor.renewed(key);
        shop.run("UPDATE spike_subscription_provides SET terms = '{\"credits\": \"many\"}'");

        assertThat(debtor.runDue()).isPositive();

        assertThat(debtor.total(CREDITS)).isEqualTo(-30);
        shop.run("UPDATE spike_subscription_provides SET terms = '{\"credits\": \"100\", \"type\": \"credits\"}'");
        shop.later(Duration.ofMinutes(1));
        debtor.runDue();
        assertThat(debtor.total(CREDITS)).isEqualTo(100);
        assertThat(shop.value("SELECT state FROM spike_owed_charges")).isEqualTo("done");
        assertThat(shop.provider.everCharged()).hasSize(1);
    }

    @Test
    void is_charged_once_before_the_renewal_s_grant() {
        var key = debtor.subscribed();
        debtor.spend(CREDITS, 130);
        debtor.spend(SMS, 5);
        debtor.runDue();
        assertThat(shop.provider.everCharged()).isEmpty();

        debtor.renewed(key);
        debtor.runDue();
        debtor.runDue();

        assertThat(shop.provider.everCharged())
                .extracting(ChargeRequest::money)
                .containsExactly(Money.parse("3.00 USD"));
        assertThat(debtor.total(CREDITS)).isEqualTo(100);
        assertThat(debtor.total(SMS)).isEqualTo(-5);
    }

    @Test
    void charges_nothing_where_nothing_is_owed() {
        var key = debtor.subscribed();
        debtor.spend(CREDITS, 50);

        debtor.renewed(key);
        debtor.runDue();

        assertThat(shop.provider.everCharged()).isEmpty();
        assertThat(debtor.total(CREDITS)).isEqualTo(100);
    }

    @Test
    void asks_again_under_the_same_key_when_the_answer_was_lost() {
        var key = debtor.subscribed();
        debtor.spend(CREDITS, 130);
        debtor.renewed(key);
        shop.provider.next(Mood.LOSES_THE_ANSWER);
        debtor.runDue();
        assertThat(debtor.total(CREDITS)).isEqualTo(-30);

        shop.later(Duration.ofMinutes(1));
        debtor.runDue();

        assertThat(shop.provider.everCharged()).hasSize(1);
        assertThat(debtor.total(CREDITS)).isEqualTo(100);
    }

    @Test
    void lets_the_grant_repay_what_could_not_be_charged() {
        var key = debtor.subscribed();
        debtor.spend(CREDITS, 130);
        debtor.renewed(key);
        shop.provider.next(Mood.REFUSES);

        debtor.runDue();

        assertThat(debtor.total(CREDITS)).isEqualTo(70);
    }

    @Test
    void keeps_nobody_waiting_for_an_answer_that_does_not_come() {
        var key = debtor.subscribed();
        debtor.spend(CREDITS, 130);
        debtor.renewed(key);
        for (int minute = 0; minute < 6; minute++) {
            shop.provider.next(Mood.IS_NOT_REACHED);
        }

        shop.later(Duration.ofHours(1));
        debtor.runDue();

        assertThat(debtor.total(CREDITS)).isEqualTo(70);
    }

    @Test
    void is_listed_while_the_answer_is_not_known_and_asked_again_now() {
        var key = debtor.subscribed();
        debtor.spend(CREDITS, 130);
        debtor.renewed(key);
        assertThat(debtor.billing.waitingDue(shop.now()).count()).isEqualTo(1);
        shop.provider.next(Mood.LOSES_THE_ANSWER);
        debtor.runDue();
        assertThat(debtor.billing.failedDue(10)).singleElement().satisfies(failed -> {
            assertThat(failed.what()).isEqualTo(What.CHARGE);
            assertThat(failed.billable()).isEqualTo(debtor.owner);
            assertThat(failed.dueAt()).isEqualTo(shop.now());
            assertThat(failed.nextAttemptAt()).isEqualTo(shop.now().plusSeconds(60));
        });

        assertThat(debtor.billing.retryDue(debtor.owner)).isEqualTo(1);

        assertThat(shop.provider.everCharged()).hasSize(1);
        assertThat(debtor.total(CREDITS)).isEqualTo(100);
        assertThat(debtor.billing.failedDue(10)).isEmpty();
    }
}
