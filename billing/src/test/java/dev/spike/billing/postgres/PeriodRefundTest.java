package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.DAY;
import static dev.spike.billing.postgres.Club.plan;
import static dev.spike.billing.postgres.Club.providing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.BillingEvent.PeriodRefunded;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CatalogueSettings;
import dev.spike.billing.CatalogueSettings.Payments;
import dev.spike.billing.CatalogueSettings.SpentOnRefund;
import dev.spike.billing.CatalogueSettings.Subscriptions;
import dev.spike.billing.Interval;
import dev.spike.billing.Lifetime;
import dev.spike.billing.Money;
import dev.spike.billing.Plan;
import dev.spike.billing.Rollover;
import dev.spike.billing.provider.Payment;
import dev.spike.billing.provider.ProviderEvent;
import dev.spike.billing.provider.ProviderEvent.Dispute;
import dev.spike.billing.provider.ProviderEvent.DisputeLost;
import dev.spike.billing.provider.ProviderEvent.DisputeWon;
import dev.spike.billing.provider.ProviderEvent.RefundFailed;
import dev.spike.billing.provider.ProviderEvent.Refunded;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.Refund;
import dev.spike.ledger.HoldRequest;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The money of a period goes back: the same share of its credits goes, as far as it is free. */
class PeriodRefundTest {

    private String key = "";
    private Club club = new Club(plan("standard", 30), plan("pro", 60));

    @AfterEach
    void close() {
        club.close();
    }

    private Club open(Plan... plans) {
        club.close();
        club = new Club(plans);
        return club;
    }

    /** The payment of its period, which is told. */
    private Payment paid(ProviderSubscription subscription) {
        var told = club.provider.paid(subscription);
        club.hear(told);
        return told.payment();
    }

    private Payment subscribe(String plan, Interval interval) {
        key = club.subscribe(plan, interval);
        return paid(club.provider.get(key));
    }

    private static Refund refund(Payment payment, String id, String money) {
        return new Refund(id, payment.id(), Money.parse(money));
    }

    private ProviderEvent refunded(Payment payment, String id, String money) {
        return new Refunded(club.shop.now(), refund(payment, id, money));
    }

    private ProviderEvent failed(Payment payment, String id, String money) {
        return new RefundFailed(club.shop.now(), refund(payment, id, money));
    }

    private static Dispute dispute(Payment payment, String money) {
        return new Dispute("dp_1", payment.id(), Money.parse(money));
    }

    @Test
    void takes_the_refunded_share_rounded_up_of_what_is_free() {
        var payment = subscribe("standard", Interval.MONTHLY);

        club.hear(refunded(payment, "re_1", "0.01 USD"));
        assertThat(club.credits()).isEqualTo(29);
        club.hear(refunded(payment, "re_2", "4.99 USD"));
        assertThat(club.credits()).isEqualTo(15);
        club.hear(refunded(payment, "re_2", "4.99 USD"));
        assertThat(club.credits()).isEqualTo(15);
        club.hear(refunded(payment, "re_3", "5.00 USD"));
        assertThat(club.credits()).isZero();
        assertThat(club.shop.events().stream().filter(PeriodRefunded.class::isInstance))
                .hasSize(3)
                .last()
                .extracting("inTotal")
                .isEqualTo(Money.parse("10.00 USD"));
    }

    @Test
    void forgives_what_was_spent_and_counts_what_is_held_as_spent() {
        var payment = subscribe("standard", Interval.MONTHLY);
        club.spend(10);
        club.shop.credits.of(club.owner).hold(HoldRequest.of(15));

        club.hear(refunded(payment, "re_1", "5.00 USD"));

        assertThat(club.credits()).isZero();
        assertThat(club.shop.credits.of(club.owner).balance().held()).isEqualTo(15);
        assertThat(club.shop.credits.of(club.owner).balance().owed()).isZero();
    }

    @Test
    void owes_what_was_spent_where_the_catalogue_says_so() {
        var payment = subscribe("standard", Interval.MONTHLY);
        club.spend(20);

        new Wire(club.shop, club.shop.billing(owing())).tells(refunded(payment, "re_1", "10.00 USD"));

        assertThat(club.shop.credits.of(club.owner).balance().owed()).isEqualTo(20);
    }

    private static Catalogue owing() {
        var catalogue = Club.catalogue(Subscriptions.STANDARD, List.of(plan("standard", 30)));
        var settings = catalogue.settings();
        var payments = new Payments(SpentOnRefund.OWE, settings.payments().webhooksKeep());
        return new Catalogue(
                catalogue.creditTypes(),
                catalogue.products(),
                catalogue.plans(),
                catalogue.discounts(),
                List.of(),
                new CatalogueSettings(
                        settings.path(),
                        settings.provider(),
                        settings.zone(),
                        settings.credits(),
                        settings.subscriptions(),
                        payments));
    }

    @Test
    void gives_back_what_a_failed_refund_or_a_won_dispute_had_taken() {
        var payment = subscribe("standard", Interval.MONTHLY);
        club.spend(10);

        club.hear(refunded(payment, "re_1", "5.00 USD"));
        club.hear(new DisputeLost(club.shop.now(), dispute(payment, "5.00 USD")));
        assertThat(club.credits()).isZero();
        club.later(DAY);
        club.hear(new DisputeWon(club.shop.now(), dispute(payment, "5.00 USD")));
        assertThat(club.credits()).isEqualTo(5);
        club.hear(failed(payment, "re_1", "5.00 USD"));

        assertThat(club.credits()).isEqualTo(20);
    }

    @Test
    void waits_for_the_period_whose_payment_is_not_known_yet() {
        var key = club.subscribe("standard");
        var told = club.provider.paid(club.provider.get(key));

        club.hearUnsettled(refunded(told.payment(), "re_1", "5.00 USD"));
        assertThat(club.credits()).isEqualTo(30);
        assertThat(club.billing.inbox(10)).hasSize(1);
        club.hear(told);

        assertThat(club.credits()).isEqualTo(15);
    }

    @Test
    void touches_no_other_period() {
        var first = subscribe("standard", Interval.MONTHLY);
        club.shop.at(club.provider.get(key).period().end());
        club.renew(key);

        club.hear(refunded(first, "re_1", "10.00 USD"));

        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void takes_the_share_of_each_month_of_a_paid_year_when_it_comes() {
        var payment = subscribe("standard", Interval.YEARLY);

        club.hear(refunded(payment, "re_1", "60.00 USD"));
        assertThat(club.credits()).isEqualTo(15);
        club.shop.at(Club.APRIL.atZone(ZoneOffset.UTC).plusMonths(1).toInstant());
        club.runDue();
        assertThat(club.credits()).isEqualTo(15);
        club.hear(failed(payment, "re_1", "60.00 USD"));

        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void takes_what_was_carried_over_too() {
        var rollover = new Rollover(30, 1, Lifetime.parse("P1M"));
        open(providing(
                plan("standard", 30),
                provides -> new Plan.Provides(List.of(Shop.credits(30).rollingOver(rollover)), List.of(), null)));
        var payment = subscribe("standard", Interval.MONTHLY);
        club.spend(10);
        club.shop.at(club.provider.get(key).period().end());
        club.renew(key);
        assertThat(club.credits()).isEqualTo(50);

        club.hear(refunded(payment, "re_1", "10.00 USD"));

        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void does_not_count_what_was_taken_back_as_overuse() {
        var payment = subscribe("standard", Interval.MONTHLY);
        club.hear(refunded(payment, "re_1", "10.00 USD"));

        var preview = club.subscriber.previewSwitch("pro", Interval.MONTHLY).orElseThrow();
        club.switchNow("pro");

        assertThat(club.credits()).isEqualTo(60);
        assertThat(preview.credits()).extracting("comes").containsExactly(60L);
    }

    @Test
    void ends_the_same_whatever_comes_first_after_a_void() {
        var payment = subscribe("standard", Interval.MONTHLY);
        club.spend(5);
        club.days(1);
        club.tell(club.provider.pastDue(key));
        club.days(4);
        club.runDue();
        club.hear(refunded(payment, "re_1", "5.00 USD"));
        assertThat(club.credits()).isZero();

        club.tell(club.provider.recover(key));

        assertThat(club.credits()).isEqualTo(10);
    }

    @Test
    void keeps_a_second_payment_of_one_period_in_sight_until_it_is_returned() {
        var first = subscribe("standard", Interval.MONTHLY);
        var second = new Payment("pay_again", first.money(), first.paidAt(), null);
        var told = club.provider.paid(club.provider.get(key));
        club.hear(new ProviderEvent.PeriodPaid(told.occurredAt(), told.subscriptionKey(), told.period(), second));

        assertThat(club.billing.extraPayments(10)).singleElement().satisfies(extra -> {
            assertThat(extra.payment()).isEqualTo(second);
            assertThat(extra.source()).isEqualTo(key);
        });
        club.hear(refunded(second, "re_1", "10.00 USD"));

        assertThat(club.billing.extraPayments(10)).isEmpty();
        assertThat(club.credits()).isEqualTo(30);
    }
}
