package dev.spike.testkit.provider;

import static dev.spike.testkit.provider.Shopper.done;
import static dev.spike.testkit.provider.Shopper.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Money;
import dev.spike.billing.provider.Refund.Status;
import dev.spike.billing.provider.RefundRequest;
import dev.spike.billing.provider.Refusal;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import org.junit.jupiter.api.Test;

/** Money is returned in parts or whole, and never more than was paid. */
abstract class RefundContract extends ProviderSuite {

    RefundContract(Maker maker) {
        super(maker);
    }

    @Test
    void a_part_is_returned_and_found_under_its_key() {
        var payment = shopper.pay();
        var request = shopper.refundOf(payment, "5.00 USD");
        var refund = done(provider().refund(request));

        assertThat(refund.paymentId()).isEqualTo(payment.id());
        assertThat(refund.money()).isEqualTo(Money.parse("5.00 USD"));
        assertThat(done(provider().refund(request.key()))).isEqualTo(refund);
    }

    @Test
    void parts_are_returned_up_to_the_whole_and_each_is_a_refund_of_its_own() {
        var payment = shopper.pay();

        assertThat(done(shopper.refund(payment, "15.00 USD")).id())
                .isNotEqualTo(done(shopper.refund(payment, "5.00 USD")).id());
        refused(shopper.refund(payment, "0.01 USD"), Refusal.REFUND_TOO_LARGE);
    }

    @Test
    void more_than_was_paid_is_refused_and_nothing_is_returned() {
        var payment = shopper.pay();

        refused(shopper.refund(payment, "20.01 USD"), Refusal.REFUND_TOO_LARGE);
        done(shopper.refund(payment, "20.00 USD"));
    }

    @Test
    void a_payment_that_never_was_cannot_be_returned() {
        refused(
                provider().refund(new RefundRequest(Shopper.key(), "nothing", Shopper.PRICE, "not liked")),
                Refusal.NOT_FOUND);
    }

    @Test
    void there_is_no_refund_under_a_key_that_returned_nothing() {
        var request = shopper.refundOf(shopper.pay(), "20.01 USD");
        refused(provider().refund(request), Refusal.REFUND_TOO_LARGE);

        refused(provider().refund(request.key()), Refusal.NOT_FOUND);
        refused(provider().refund(Shopper.key()), Refusal.NOT_FOUND);
    }

    @Test
    void another_currency_is_refused() {
        refused(shopper.refund(shopper.pay(), "5.00 EUR"), Refusal.INVALID);
    }

    @Test
    void nothing_is_no_refund() {
        refused(shopper.refund(shopper.pay(), "0.00 USD"), Refusal.INVALID);
    }

    @Test
    void what_failed_to_be_returned_can_be_returned_again() {
        var payment = shopper.pay();
        under.fail(done(shopper.refund(payment, "20.00 USD")));

        assertThat(done(shopper.refund(payment, "20.00 USD")).money()).isEqualTo(Shopper.PRICE);
    }

    @Test
    void one_that_failed_says_so_under_its_key_and_is_not_made_again_there() {
        var request = shopper.refundOf(shopper.pay(), "20.00 USD");
        var refund = done(provider().refund(request));
        under.fail(refund);

        assertThat(refund.status()).isEqualTo(Status.MADE);
        assertThat(done(provider().refund(request.key()))).isEqualTo(refund.failed());
        assertThat(done(provider().refund(request))).isEqualTo(refund.failed());
    }
}
