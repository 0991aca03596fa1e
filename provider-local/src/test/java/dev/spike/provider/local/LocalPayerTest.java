package dev.spike.provider.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Invoice;
import dev.spike.billing.provider.PaymentMethod;
import dev.spike.billing.provider.Refusal;
import dev.spike.ledger.Billable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody who pays at the local provider sees its own invoices and cards, and nobody else's. */
class LocalPayerTest {

    private final Store store = new Store();
    private final Billable user = Billable.of("user", "ann");
    private final Billable other = Billable.of("user", "bob");

    @AfterEach
    void close() {
        store.close();
    }

    private static <T> T done(Answer<T> answer) {
        return ((Answer.Done<T>) answer).value();
    }

    private static void notFound(Answer<?> answer) {
        assertThat(answer).isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.refusal())
                .isEqualTo(Refusal.NOT_FOUND));
    }

    private static @Nullable String invoiceOf(Order.Paid order) {
        return requireNonNull(order.payment()).invoiceId();
    }

    private List<Invoice> invoices(Billable billable) {
        return done(store.billing.of(billable).payer().invoices(10));
    }

    private List<PaymentMethod> cards(Billable billable) {
        return done(store.billing.of(billable).payer().paymentMethods());
    }

    /** With another card than the one of {@link Store#buy}. */
    private void buyWithAnotherCard(Billable billable) {
        var buyer = store.billing.of(billable);
        buyer.addToCart("pack", 1);
        store.provider.bank().pay(store.page(buyer).page(), TestCard.EXPIRES_LATER);
        store.work();
    }

    @Test
    void what_was_paid_is_invoiced_the_newest_first() {
        var first = store.buy(user);
        store.clock.advance(Duration.ofDays(1));
        var second = store.buy(user);

        assertThat(invoices(user)).extracting(Invoice::id).containsExactly(invoiceOf(second), invoiceOf(first));
        assertThat(done(store.billing.of(user).payer().invoice(requireNonNull(invoiceOf(first)))))
                .returns(Money.parse("10.00 USD"), Invoice::total);
    }

    @Test
    void another_s_invoices_and_cards_are_not_found_and_stay_as_they_are() {
        store.buy(user);
        store.buy(other);
        buyWithAnotherCard(other);
        var theirs = cards(other);
        var payer = store.billing.of(user).payer();

        notFound(payer.invoice(invoices(other).get(0).id()));
        for (var card : theirs) {
            notFound(payer.makeDefault(card.id()));
            notFound(payer.remove(card.id()));
        }

        assertThat(cards(other)).isEqualTo(theirs);
        assertThat(cards(user)).hasSize(1);
    }

    @Test
    void the_card_that_was_chosen_is_the_default_and_the_one_that_was_removed_is_gone() {
        store.buy(user);
        buyWithAnotherCard(user);
        var payer = store.billing.of(user).payer();
        var second = cards(user).get(1).id();

        done(payer.makeDefault(second));
        assertThat(cards(user)).first().returns(second, PaymentMethod::id);
        done(payer.remove(second));
        done(payer.remove(second));

        assertThat(cards(user)).singleElement().returns(true, PaymentMethod::isDefault);
    }

    @Test
    void nobody_becomes_a_customer_by_looking() {
        var payer = store.billing.of(user).payer();

        assertThat(invoices(user)).isEmpty();
        assertThat(cards(user)).isEmpty();
        notFound(payer.invoice("in_1"));
        notFound(payer.makeDefault("pm_1"));
        notFound(payer.remove("pm_1"));

        assertThat(store.column("SELECT count(*) FROM spike_local_customers")).containsExactly("0");
    }

    @Test
    void who_was_forgotten_has_nothing_any_more() {
        store.buy(user);

        store.billing.forget(user);

        assertThat(invoices(user)).isEmpty();
        assertThat(cards(user)).isEmpty();
    }
}
