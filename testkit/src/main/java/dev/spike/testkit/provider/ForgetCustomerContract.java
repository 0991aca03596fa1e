package dev.spike.testkit.provider;

import static dev.spike.testkit.provider.Shopper.done;
import static dev.spike.testkit.provider.Shopper.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Customer;
import dev.spike.billing.provider.CustomerRequest;
import dev.spike.billing.provider.Invoice;
import dev.spike.billing.provider.Refusal;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import org.junit.jupiter.api.Test;

/** Who a customer is can be forgotten; what was paid cannot. Skipped for providers that leave it to be done by hand. */
abstract class ForgetCustomerContract extends ProviderSuite {

    ForgetCustomerContract(Maker maker) {
        super(maker);
    }

    private Customer forgotten() {
        var answer = provider().forgetCustomer(shopper.customerId);
        assumeTrue(
                !(answer instanceof Answer.Refused<Customer> refused && refused.refusal() == Refusal.NOT_OFFERED),
                "This provider cannot be asked to forget a customer.");
        return done(answer);
    }

    @Test
    void a_billable_that_was_forgotten_is_another_customer() {
        shopper.pay();

        assertThat(forgotten().id()).isEqualTo(shopper.customerId);

        var again = done(provider().customer(new CustomerRequest(shopper.billable, null, null)));
        assertThat(again.id()).isNotEqualTo(shopper.customerId);
    }

    @Test
    void what_a_forgotten_customer_paid_stays_and_the_cards_go() {
        shopper.pay();

        forgotten();

        assertThat(done(provider().invoices(shopper.customerId, 10)))
                .singleElement()
                .returns(Invoice.Status.PAID, Invoice::status);
        assertThat(done(provider().paymentMethods(shopper.customerId))).isEmpty();
    }

    @Test
    void forgetting_a_customer_again_is_done() {
        var first = forgotten();

        assertThat(done(provider().forgetCustomer(shopper.customerId))).isEqualTo(first);
    }

    @Test
    void a_customer_with_an_open_page_is_not_forgotten() {
        forgotten();
        var somebody = new Shopper(under);
        var page = somebody.open();

        refused(provider().forgetCustomer(somebody.customerId), Refusal.INVALID);

        assertThat(done(provider().customer(new CustomerRequest(somebody.billable, null, null)))
                        .id())
                .isEqualTo(somebody.customerId);
        assertThat(under.pay(page, ProviderUnderTest.Card.GOOD)).isEqualTo(ProviderUnderTest.Page.PAID);
    }

    @Test
    void a_customer_who_never_was_cannot_be_forgotten() {
        forgotten();

        refused(provider().forgetCustomer("nobody"), Refusal.NOT_FOUND);
    }
}
