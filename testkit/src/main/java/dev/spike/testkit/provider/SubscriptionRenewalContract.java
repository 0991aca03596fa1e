package dev.spike.testkit.provider;

import static dev.spike.testkit.provider.Shopper.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Money;
import dev.spike.billing.Reduction;
import dev.spike.billing.Repetition;
import dev.spike.billing.provider.ProviderEvent.Dispute;
import dev.spike.billing.provider.ProviderEvent.DisputeOpened;
import dev.spike.billing.provider.ProviderEvent.PeriodPaid;
import dev.spike.billing.provider.ProviderEvent.Refunded;
import dev.spike.billing.provider.ProviderSubscription.State;
import dev.spike.billing.provider.RecurringDiscount;
import dev.spike.billing.provider.RefundRequest;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Periods follow one another without a gap, each is billed once, and each is told and invoiced. */
abstract class SubscriptionRenewalContract extends SubscriptionSuite {

    SubscriptionRenewalContract(Maker maker) {
        super(maker);
    }

    private void begin(Reduction reduction, Repetition periods) {
        subscriber.begin(subscriber.request(
                subscriber.monthly("30.00 USD"), null, new RecurringDiscount("LAUNCH", reduction, periods)));
    }

    @Test
    void a_month_is_billed_when_it_begins_and_not_before() {
        subscriber.begin();

        subscriber.at("2026-04-30T23:59:59Z");
        assertThat(subscriber.daysPaid()).containsExactly("2026-04-01");
        subscriber.at("2026-05-01T00:00:00Z");
        assertThat(subscriber.daysPaid()).containsExactly("2026-04-01", "2026-05-01");
        assertThat(subscriber.now().period().end()).isEqualTo("2026-06-01T00:00:00Z");
    }

    @Test
    void a_year_is_billed_when_it_begins() {
        subscriber.begin(subscriber.request(subscriber.yearly("300.00 USD"), null, null));

        subscriber.at("2027-03-31T23:59:59Z");
        assertThat(subscriber.sumsPaid()).containsExactly("300.00");
        subscriber.at("2027-04-01T00:00:00Z");
        assertThat(subscriber.daysPaid()).containsExactly("2026-04-01", "2027-04-01");
        assertThat(subscriber.now().period().end()).isEqualTo("2028-04-01T00:00:00Z");
    }

    @Test
    void a_month_that_is_too_short_ends_early_and_the_day_comes_back() {
        under.clock().set(Instant.parse("2026-10-31T12:30:00Z"));
        subscriber.begin();

        subscriber.at("2027-03-31T12:30:00Z");

        assertThat(subscriber.daysPaid())
                .containsExactly("2026-10-31", "2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31");
    }

    @Test
    void a_year_from_a_leap_day_comes_back_to_it() {
        under.clock().set(Instant.parse("2028-02-29T00:00:00Z"));
        subscriber.begin(subscriber.request(subscriber.yearly("300.00 USD"), null, null));

        subscriber.at("2032-02-29T00:00:00Z");

        assertThat(subscriber.daysPaid())
                .containsExactly("2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29");
    }

    @Test
    void missed_months_are_billed_each_once_in_order_and_without_a_gap() {
        subscriber.begin();

        subscriber.at("2026-09-15T00:00:00Z");

        assertThat(subscriber.daysPaid())
                .containsExactly("2026-04-01", "2026-05-01", "2026-06-01", "2026-07-01", "2026-08-01", "2026-09-01");
        var paid = subscriber.paid();
        for (int i = 1; i < paid.size(); i++) {
            assertThat(paid.get(i).period().span().start())
                    .isEqualTo(paid.get(i - 1).period().span().end());
        }
    }

    @Test
    void who_asks_before_anything_was_billed_sees_it_billed() {
        subscriber.begin();
        under.clock().set(Instant.parse("2026-06-15T00:00:00Z"));

        assertThat(subscriber.now().period().start()).isEqualTo("2026-06-01T00:00:00Z");
        assertThat(subscriber.now().state()).isEqualTo(State.ACTIVE);
        assertThat(subscriber.daysPaid()).containsExactly("2026-04-01", "2026-05-01", "2026-06-01");
    }

    @Test
    void each_period_has_its_invoice() {
        subscriber.begin();
        subscriber.at("2026-06-01T00:00:00Z");

        assertThat(shopper.invoices())
                .extracting(invoice -> invoice.id())
                .containsExactlyInAnyOrderElementsOf(subscriber.paid().stream()
                        .map(event -> String.valueOf(event.payment().invoiceId()))
                        .toList());
    }

    @Test
    void a_period_can_be_refunded_like_any_payment() {
        subscriber.begin();
        subscriber.at("2026-05-01T00:00:00Z");
        var payment = subscriber.paid().get(1).payment();

        var refund = done(provider().refund(new RefundRequest(Shopper.key(), payment.id(), payment.money(), "sorry")));

        assertThat(refund.money()).isEqualTo(Money.parse("30.00 USD"));
        assertThat(subscriber.now().state()).isEqualTo(State.ACTIVE);
    }

    @Test
    void what_goes_back_of_a_period_is_told_by_the_payment_that_was_told_with_it() {
        subscriber.begin();
        var payment = subscriber.paid().get(0).payment();

        var refund = done(
                provider().refund(new RefundRequest(Shopper.key(), payment.id(), Money.parse("10.00 USD"), "sorry")));
        var dispute = under.dispute(payment.id());

        assertThat(shopper.told(Refunded.class))
                .contains(new Refunded(under.clock().instant(), refund));
        assertThat(refund.paymentId()).isEqualTo(payment.id());
        assertThat(dispute).isEqualTo(new Dispute(dispute.id(), payment.id(), Money.parse("20.00 USD")));
        assertThat(shopper.told(DisputeOpened.class))
                .contains(new DisputeOpened(under.clock().instant(), dispute));
    }

    @Test
    void a_share_is_taken_off_so_many_periods_and_no_more() {
        begin(new Reduction.Percent(15), Repetition.times(2));

        subscriber.at("2026-07-01T00:00:00Z");

        assertThat(subscriber.sumsPaid()).containsExactly("25.50", "25.50", "30.00", "30.00");
    }

    @Test
    void a_fixed_discount_is_taken_off_once() {
        begin(new Reduction.Fixed(Money.parse("12.00 USD")), Repetition.once());

        subscriber.at("2026-05-01T00:00:00Z");

        assertThat(subscriber.sumsPaid()).containsExactly("18.00", "30.00");
    }

    @Test
    void a_discount_for_ever_does_not_end_and_what_costs_nothing_is_told_as_paid() {
        begin(new Reduction.Fixed(Money.parse("99.00 USD")), Repetition.forever());

        subscriber.at("2026-08-01T00:00:00Z");

        assertThat(subscriber.sumsPaid()).containsExactly("0.00", "0.00", "0.00", "0.00", "0.00");
        assertThat(subscriber.paid()).extracting(PeriodPaid::occurredAt).isSorted();
    }

    @Test
    void a_discount_counts_from_the_first_period_that_is_paid_for() {
        subscriber.begin(subscriber.request(
                subscriber.monthly("30.00 USD"),
                Instant.parse("2026-04-15T00:00:00Z"),
                new RecurringDiscount("LAUNCH", new Reduction.Percent(50), Repetition.once())));

        subscriber.at("2026-05-15T00:00:00Z");

        assertThat(subscriber.sumsPaid()).containsExactly("15.00", "30.00");
    }
}
