package dev.spike.billing.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spike.billing.Catalogue;
import dev.spike.billing.Payer;
import dev.spike.billing.postgres.FakeProvider.Mood;
import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Invoice;
import dev.spike.billing.provider.PaymentMethod;
import dev.spike.billing.provider.Refusal;
import dev.spike.ledger.Billable;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Invoices and means of payment: the provider's word about the billable's own customer. */
class PayerTest {

    private static final String OPEN_TRANSACTIONS = "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()";

    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = new Shop();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static String customerOf(Billable billable) {
        return "cus_user_" + billable.billableId();
    }

    /** Somebody who paid so often. */
    private static Payer payer(int times) {
        var buyer = shop.billing().of(Shop.anybody());
        buyer.addToCart("pack-5", 1);
        Shop.page(buyer);
        shop.provider.paidBefore(customerOf(buyer.billable()), times);
        return buyer.payer();
    }

    private static <T> T done(Answer<T> answer) {
        return answer.fold(
                value -> value,
                refused -> {
                    throw new AssertionError(refused.message());
                },
                unknown -> {
                    throw new AssertionError(unknown.cause());
                });
    }

    private static void notFound(Answer<?> answer) {
        assertThat(answer).isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.refusal())
                .isEqualTo(Refusal.NOT_FOUND));
    }

    /** Each verb, with an id that may be anything. */
    static Stream<Function<Payer, Answer<?>>> verbs() {
        return Stream.of(
                payer -> payer.invoices(10),
                payer -> payer.invoice("in_1"),
                Payer::paymentMethods,
                payer -> payer.makeDefault("pm_1"),
                payer -> payer.remove("pm_1"));
    }

    @Test
    void shows_the_newest_invoices_first_and_no_more_than_were_asked_for() {
        var payer = payer(3);

        assertThat(done(payer.invoices(2))).extracting(Invoice::number).containsExactly("F-3", "F-2");
    }

    @Test
    void finds_an_invoice_by_its_id() {
        var payer = payer(2);
        var second = done(payer.invoices(10)).get(1);

        assertThat(done(payer.invoice(second.id()))).isEqualTo(second);
    }

    @Test
    void another_s_invoices_and_means_of_payment_are_not_found_and_stay_as_they_are() {
        var theirs = payer(2);
        var payer = payer(1);
        var invoice = done(theirs.invoices(1)).get(0).id();
        var method = done(theirs.paymentMethods()).get(1).id();

        notFound(payer.invoice(invoice));
        notFound(payer.makeDefault(method));
        notFound(payer.remove(method));

        assertThat(done(theirs.paymentMethods()))
                .extracting(PaymentMethod::isDefault)
                .containsExactly(true, false);
        assertThat(done(theirs.paymentMethods()).get(1).id()).isEqualTo(method);
    }

    @Test
    void makes_another_means_of_payment_the_default_and_a_repeat_changes_nothing() {
        var payer = payer(2);
        var second = done(payer.paymentMethods()).get(1).id();

        assertThat(done(payer.makeDefault(second)).isDefault()).isTrue();
        var after = done(payer.paymentMethods());
        done(payer.makeDefault(second));

        assertThat(after.get(0).id()).isEqualTo(second);
        assertThat(done(payer.paymentMethods())).isEqualTo(after);
    }

    @Test
    void removes_a_means_of_payment() {
        var payer = payer(2);
        var second = done(payer.paymentMethods()).get(1).id();

        assertThat(done(payer.remove(second)).paymentMethodId()).isEqualTo(second);

        assertThat(done(payer.paymentMethods())).hasSize(1);
    }

    @Test
    void who_is_no_customer_yet_has_nothing_and_becomes_none_by_looking() {
        var payer = shop.billing().of(Shop.anybody()).payer();
        int before = shop.provider.customerCount();

        assertThat(done(payer.invoices(10))).isEmpty();
        assertThat(done(payer.paymentMethods())).isEmpty();
        notFound(payer.invoice("in_1"));
        notFound(payer.makeDefault("pm_1"));
        notFound(payer.remove("pm_1"));

        assertThat(shop.provider.customerCount()).isEqualTo(before);
        assertThat(shop.value("SELECT count(*) FROM spike_customers WHERE billable_id = '"
                        + payer.billable().billableId() + "'"))
                .isEqualTo("0");
    }

    @Test
    void where_there_is_no_provider_nobody_has_anything() {
        var billing = PostgresBilling.on(shop.dataSource(), shop.credits)
                .catalogue(Catalogue.empty())
                .clock(shop::now)
                .build();
        var payer = billing.of(payer(1).billable()).payer();

        assertThat(done(payer.invoices(10))).isEmpty();
        assertThat(done(payer.paymentMethods())).isEmpty();
        notFound(payer.invoice("in_1"));
        notFound(payer.makeDefault("pm_1"));
        notFound(payer.remove("pm_1"));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void a_provider_that_does_not_answer_is_an_answer_and_no_exception(Function<Payer, Answer<?>> verb) {
        var payer = payer(1);
        shop.provider.next(Mood.IS_NOT_REACHED);

        assertThat(verb.apply(payer)).isEqualTo(Answer.unknown("not reached"));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void a_provider_that_says_no_is_passed_on_with_its_reason(Function<Payer, Answer<?>> verb) {
        var payer = payer(1);
        shop.provider.next(Mood.REFUSES);

        assertThat(verb.apply(payer)).isEqualTo(Answer.refused(Refusal.INVALID, "It is told to say no."));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void no_transaction_is_open_while_the_provider_is_asked(Function<Payer, Answer<?>> verb) {
        var payer = payer(1);
        var open = new AtomicReference<String>("not asked");
        shop.provider.beforeActing(() -> open.set(shop.value(OPEN_TRANSACTIONS)));

        assertThat(verb.apply(payer)).isNotNull();

        assertThat(open.get()).isEqualTo("0");
    }

    static Stream<String> impossibleIds() {
        return Stream.of("", " ", "\0", "pm_1\0", "\uD800", "x".repeat(256), "x".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("impossibleIds")
    void what_cannot_be_an_id_is_not_found_and_not_asked_about(String id) {
        var payer = payer(1);
        shop.provider.beforeActing(() -> {
            throw new AssertionError("It was asked.");
        });

        try {
            for (var answer : List.of(payer.invoice(id), payer.makeDefault(id), payer.remove(id))) {
                notFound(answer);
            }
        } finally {
            shop.provider.beforeActing(() -> {});
        }
    }

    @Test
    void a_limit_that_no_page_needs_is_refused() {
        var payer = payer(1);

        assertThatIllegalArgumentException().isThrownBy(() -> payer.invoices(0));
        assertThatIllegalArgumentException().isThrownBy(() -> payer.invoices(Payer.INVOICES_MAX + 1));
    }
}
