package dev.spike.testkit.provider;

import static dev.spike.testkit.provider.Shopper.done;
import static dev.spike.testkit.provider.Shopper.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Money;
import dev.spike.billing.provider.Invoice;
import dev.spike.billing.provider.Refusal;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What was paid is invoiced. */
abstract class InvoiceContract extends ProviderSuite {

    InvoiceContract(Maker maker) {
        super(maker);
    }

    @Test
    void who_never_paid_has_no_invoices() {
        assertThat(shopper.invoices()).isEmpty();
    }

    @Test
    void a_customer_the_provider_does_not_know_has_no_list() {
        refused(provider().invoices("nobody", 10), Refusal.NOT_FOUND);
        refused(provider().paymentMethods("nobody"), Refusal.NOT_FOUND);
    }

    @Test
    void a_paid_checkout_has_a_paid_invoice() {
        var payment = shopper.pay();

        assertThat(shopper.invoices())
                .singleElement()
                .returns(payment.invoiceId(), Invoice::id)
                .returns(Shopper.PRICE, Invoice::total)
                .returns(Invoice.Status.PAID, Invoice::status)
                .returns(payment.paidAt(), Invoice::date)
                .satisfies(invoice -> assertThat(invoice.number()).isNotBlank());
    }

    @Test
    void the_newest_comes_first_and_no_more_than_the_limit() {
        shopper.pay();
        under.clock().advance(Duration.ofDays(1));
        done(provider().charge(shopper.charge("2.00 USD")));
        under.clock().advance(Duration.ofDays(1));
        done(provider().charge(shopper.charge("3.00 USD")));

        assertThat(done(provider().invoices(shopper.customerId, 2)))
                .extracting(Invoice::total)
                .containsExactly(Money.parse("3.00 USD"), Money.parse("2.00 USD"));
    }

    @Test
    void each_has_a_number_of_its_own() {
        shopper.pay();
        shopper.pay();

        assertThat(shopper.invoices()).extracting(Invoice::number).doesNotHaveDuplicates();
    }

    @Test
    void an_invoice_is_refunded_when_all_of_it_is_returned() {
        var payment = shopper.pay();
        done(shopper.refund(payment, "15.00 USD"));
        assertThat(shopper.invoices()).extracting(Invoice::status).containsExactly(Invoice.Status.PAID);

        done(shopper.refund(payment, "5.00 USD"));
        assertThat(shopper.invoices()).extracting(Invoice::status).containsExactly(Invoice.Status.REFUNDED);
    }

    @Test
    void another_customers_invoices_are_not_shown() {
        shopper.pay();

        assertThat(new Shopper(under).invoices()).isEmpty();
    }
}
