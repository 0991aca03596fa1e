package dev.spike.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spike.billing.Money;
import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.ChargeRequest;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CheckoutRequest;
import dev.spike.billing.provider.CheckoutRequest.CheckoutLine;
import dev.spike.billing.provider.CustomerRequest;
import dev.spike.billing.provider.RefundRequest;
import dev.spike.billing.provider.Refusal;
import dev.spike.embedded.FastPostgres;
import dev.spike.ledger.Billable;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be done is refused with a sentence, and never unknown. */
class LocalLimitsTest {

    @RegisterExtension
    static final LocalTables TABLES = new LocalTables();

    private final LocalUnderTest under = LocalUnderTest.at(TABLES.dataSource());
    private final LocalProvider provider = under.local();

    private static void invalid(Answer<?> answer) {
        assertThat(answer).isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.refusal())
                .isEqualTo(Refusal.INVALID));
    }

    private Answer<?> opened(List<CheckoutLine> lines, String total) {
        var request = Buyer.request(under, "Pack");
        return provider.openCheckout(new CheckoutRequest(
                request.key(),
                request.customerId(),
                lines,
                Money.parse("0 USD"),
                Money.parse(total),
                request.pages(),
                request.expiresAt()));
    }

    private static CheckoutLine line(int quantity, String price) {
        return new CheckoutLine("Pack", quantity, Money.parse(price));
    }

    @Test
    void without_its_tables_it_says_who_makes_them() {
        try (var bare = FastPostgres.database("bare", nothing -> {})) {
            var unmade = LocalUnderTest.at(bare.dataSource()).local();

            assertThatThrownBy(() -> unmade.customer(new CustomerRequest(Billable.of("user", "1"), null, null)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("LocalSchema.migrate");
        }
    }

    @Test
    void a_checkout_has_lines_that_add_up() {
        invalid(opened(List.of(), "1.00 USD"));
        invalid(opened(Collections.nCopies(101, line(1, "0.01 USD")), "1.01 USD"));
        invalid(opened(List.of(line(0, "1.00 USD"), line(1, "1.00 USD")), "1.00 USD"));
        invalid(opened(List.of(line(1, "1.00 EUR")), "1.00 USD"));
        invalid(opened(List.of(line(2, "92233720368547758.07 USD")), "1.00 USD"));
        invalid(opened(List.of(new CheckoutLine("x".repeat(1_001), 1, Money.parse("1 USD"))), "1.00 USD"));
        assertThat(opened(Collections.nCopies(100, line(1, "0.01 USD")), "1.00 USD"))
                .isInstanceOf(Answer.Done.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\u0000b", "\ud800", "x\udc00y"})
    void a_text_that_cannot_be_stored_is_invalid_wherever_it_stands(String text) {
        var customer = Buyer.customer(provider);
        var money = Money.parse("1.00 USD");

        Stream.of(
                        provider.customer(new CustomerRequest(Billable.of("user", "naughty"), text, null)),
                        provider.customer(new CustomerRequest(Billable.of("user", "naughty"), null, text)),
                        provider.openCheckout(Buyer.request(under, text)),
                        provider.checkout(text),
                        provider.expireCheckout(text),
                        provider.refund(text),
                        provider.paymentMethods(text),
                        provider.forget(text, "pm"),
                        provider.makeDefault(text, "pm"),
                        provider.invoices(text, 10),
                        provider.charge(new ChargeRequest(text, customer, money, "Top-up")),
                        provider.charge(new ChargeRequest("key", customer, money, text)),
                        provider.deliveriesAfter(text, 10))
                .forEach(LocalLimitsTest::invalid);
    }

    @Test
    void a_page_of_answers_has_a_size() {
        for (int limit : new int[] {-1, 0, 101}) {
            invalid(provider.deliveriesAfter("", limit));
            invalid(provider.invoices("cus", limit));
        }
    }

    @Test
    void a_provider_without_secret_or_pages_is_not_built() {
        assertThatThrownBy(() -> LocalProvider.on(TABLES.dataSource()).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("secret(newSecret())");
        assertThatThrownBy(() -> LocalProvider.on(TABLES.dataSource())
                        .secret(LocalProvider.newSecret())
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pagesAt(");
    }

    @Test
    void mischief_of_more_than_everything_is_refused() {
        assertThatThrownBy(() -> Mischief.seeded(1).lost(101)).hasMessageContaining("101 percent");
        assertThatThrownBy(() -> Mischief.seeded(1).doubled(-1)).hasMessageContaining("-1 percent");
    }

    @Test
    void what_is_disputed_cannot_be_refunded_until_it_is_won() {
        var checkout = Buyer.open(under);
        under.local().bank().pay(checkout.page(), TestCard.GOOD);
        var payment = ((Checkout.Paid) Buyer.done(provider.checkout(checkout.key()))).payment();
        var dispute = provider.bank().dispute(payment.id());
        var refund = new RefundRequest("r-" + checkout.key(), payment.id(), payment.money(), "x");

        assertThat(provider.refund(refund))
                .isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.refusal())
                        .isEqualTo(Refusal.REFUND_TOO_LARGE));
        assertThatThrownBy(() -> provider.bank().dispute(payment.id())).hasMessageContaining("Nothing is left");
        provider.bank().win(dispute);
        assertThatThrownBy(() -> provider.bank().lose(dispute)).hasMessageContaining("unknown or decided");
        assertThat(provider.refund(refund)).isInstanceOf(Answer.Done.class);
    }
}
