package dev.spike.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CheckoutRequest;
import dev.spike.billing.provider.Delivery;
import dev.spike.billing.provider.Invoice;
import dev.spike.billing.provider.ProviderEvent.CheckoutPaid;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An end between any two statements leaves all of a payment or nothing; two nodes keep one book. */
class CutTest {

    @RegisterExtension
    static final LocalTables TABLES = new LocalTables();

    private static final URI PAGES = URI.create("http://127.0.0.1:1/");

    private final LocalUnderTest under = LocalUnderTest.at(TABLES.dataSource());

    private List<String> paidKeys() {
        var keys = new ArrayList<String>();
        List<Delivery> page;
        String after = "";
        do {
            page = Buyer.done(under.provider().deliveriesAfter(after, 100));
            for (var delivery : page) {
                after = delivery.id();
                if (under.provider().read(delivery) instanceof CheckoutPaid paid) {
                    keys.add(paid.checkoutKey());
                }
            }
        } while (!page.isEmpty());
        return keys;
    }

    private List<Invoice> invoices(CheckoutRequest request) {
        return Buyer.done(under.provider().invoices(request.customerId(), 10));
    }

    @Test
    void a_payment_that_was_cut_anywhere_is_not_there_and_can_be_made() {
        int cut = 0;
        boolean wasCut;
        do {
            var request = Buyer.request(under, "Pack");
            var checkout = (Checkout.Open) Buyer.done(under.provider().openCheckout(request));
            var node = LocalUnderTest.make(CutLine.beforeStatement(TABLES.dataSource(), ++cut), PAGES, under.clock());
            wasCut = catchThrowable(() -> node.bank().pay(checkout.page(), TestCard.GOOD)) != null;

            assertThat(Buyer.done(under.provider().checkout(checkout.key())))
                    .isInstanceOf(wasCut ? Checkout.Open.class : Checkout.Paid.class);
            assertThat(paidKeys().contains(checkout.key())).isNotEqualTo(wasCut);
            assertThat(invoices(request)).hasSize(wasCut ? 0 : 1);
            under.local().bank().pay(checkout.page(), TestCard.GOOD);
            assertThat(paidKeys()).containsOnlyOnce(checkout.key());
            assertThat(invoices(request)).hasSize(1);
        } while (wasCut);

        assertThat(cut).isGreaterThan(8);
    }

    @Test
    void a_payment_that_ran_out_of_memory_anywhere_is_not_there() {
        int statement = 0;
        boolean failed;
        do {
            var checkout = Buyer.open(under);
            var source = CutLine.failingBeforeStatement(TABLES.dataSource(), ++statement);
            var node = LocalUnderTest.make(source, PAGES, under.clock());
            failed = catchThrowable(() -> node.bank().pay(checkout.page(), TestCard.GOOD)) != null;

            assertThat(Buyer.done(under.provider().checkout(checkout.key())))
                    .isInstanceOf(failed ? Checkout.Open.class : Checkout.Paid.class);
            assertThat(paidKeys().contains(checkout.key())).isNotEqualTo(failed);
            under.local().bank().pay(checkout.page(), TestCard.GOOD);
            assertThat(paidKeys()).containsOnlyOnce(checkout.key());
        } while (failed);

        assertThat(statement).isGreaterThan(8);
    }

    @Test
    void a_page_opened_by_one_node_is_paid_at_another() {
        var checkout = Buyer.open(under);
        var other = LocalUnderTest.make(TABLES.pool(), PAGES, under.clock());

        other.bank().pay(checkout.page(), TestCard.GOOD);

        assertThat(Buyer.done(under.provider().checkout(checkout.key()))).isInstanceOf(Checkout.Paid.class);
    }
}
