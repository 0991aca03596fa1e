package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Shop.CREDITS;
import static dev.spike.billing.postgres.Shop.PAGES;
import static dev.spike.billing.postgres.Shop.anybody;
import static dev.spike.billing.postgres.Shop.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.Buyer;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.postgres.FakeProvider.Mood;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.ledger.Billable;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One page per cart, whatever gets lost between us and the provider. */
class CheckoutTest {

    private final Shop shop = new Shop();
    private final Billable owner = anybody();
    private final Buyer buyer = shop.billing().of(owner);

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void the_provider_is_asked_for_what_the_order_says() {
        buyer.addToCart("pack-5", 3);
        buyer.applyCode("launch");

        var order = page(buyer).order();

        var asked = shop.provider.everAsked().get(0);
        assertThat(asked.key()).isEqualTo(order.id().text());
        assertThat(asked.total()).isEqualTo(Money.parse("12.00 USD"));
        assertThat(asked.discount()).isEqualTo(Money.parse("3.00 USD"));
        assertThat(asked.lines()).singleElement().returns("The pack-5", line -> line.name());
        assertThat(asked.expiresAt()).isAfter(shop.now());
    }

    @Test
    void the_same_cart_leads_to_the_same_order_and_page() {
        buyer.addToCart("pack-5", 1);

        var first = page(buyer);
        shop.later(Duration.ofMinutes(5));
        var second = page(buyer);

        assertThat(second).isEqualTo(first);
        assertThat(shop.provider.everAsked()).hasSize(1);
    }

    @Test
    void the_same_cart_with_other_addresses_to_return_to_leads_to_the_same_page() {
        buyer.addToCart("pack-5", 1);
        var first = page(buyer);

        var other = new Pages(URI.create("https://other.test/thanks"), URI.create("https://other.test/cart"));
        var second = buyer.checkout(other);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void a_changed_cart_leads_to_another_page_and_ends_the_first() {
        buyer.addToCart("pack-5", 1);
        var first = page(buyer).order();

        buyer.addToCart("pack-5", 1);
        var second = page(buyer).order();

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(shop.provider.openKeys()).containsExactly(second.id().text());
        assertThat(buyer.order(first.id()).orElseThrow()).isInstanceOf(Order.Cancelled.class);
    }

    @Test
    void a_price_that_changed_leads_to_another_page_although_the_cart_did_not() {
        buyer.addToCart("pack-5", 1);
        page(buyer);

        var dearer = shop.billing(Shop.catalogue(Shop.product("pack-5", "6.00 USD", Shop.credits(500))));
        var second = page(dearer.of(owner)).order();

        assertThat(second.totals().total()).isEqualTo(Money.parse("6.00 USD"));
        assertThat(shop.provider.openKeys()).containsExactly(second.id().text());
    }

    @Test
    void what_is_provided_that_changed_leads_to_another_page_at_the_same_price() {
        buyer.addToCart("pack-5", 1);
        var first = page(buyer).order();

        var poorer = shop.billing(Shop.catalogue(Shop.product("pack-5", "5.00 USD", Shop.credits(499))));
        var second = page(poorer.of(owner)).order();

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(shop.provider.openKeys()).containsExactly(second.id().text());
    }

    @Test
    void a_page_that_expired_leads_to_another_one() {
        buyer.addToCart("pack-5", 1);
        var first = page(buyer).order();

        shop.later(Duration.ofHours(13));
        var second = page(buyer).order();

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(shop.provider.openKeys()).containsExactly(second.id().text());
    }

    @Test
    void a_cart_changed_while_its_page_is_paid_opens_no_other_page() {
        buyer.addToCart("pack-5", 1);
        var first = page(buyer).order();
        buyer.addToCart("pack-10", 1);
        shop.provider.pay(first.id().text());

        var result = buyer.checkout(PAGES);

        assertThat(result).isInstanceOf(CheckoutResult.AlreadyPaid.class);
        assertThat(((CheckoutResult.AlreadyPaid) result).order().id()).isEqualTo(first.id());
        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
        assertThat(buyer.cart().isEmpty()).isTrue();
        assertThat(shop.provider.openKeys()).isEmpty();
    }

    @Test
    void a_page_paid_a_moment_ago_is_found_paid_when_asked_for_again() {
        buyer.addToCart("pack-5", 1);
        var order = page(buyer).order();
        shop.provider.pay(order.id().text());

        assertThat(buyer.checkout(PAGES)).isInstanceOf(CheckoutResult.AlreadyPaid.class);
        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
    }

    @Test
    void a_page_paid_with_other_money_is_told_and_provides_nothing() {
        buyer.addToCart("pack-5", 1);
        var order = page(buyer).order();
        shop.provider.pay(order.id().text(), Money.parse("1.00 USD"));

        var result = (CheckoutResult.AlreadyPaid) buyer.checkout(PAGES);

        assertThat(result.order()).isInstanceOf(Order.Mispaid.class);
        assertThat(shop.balance(owner, CREDITS)).isZero();
    }

    @Test
    void a_customer_made_whose_answer_was_lost_is_made_once() {
        buyer.addToCart("pack-5", 1);
        shop.provider.next(Mood.LOSES_THE_ANSWER);
        assertThat(buyer.checkout(PAGES)).isInstanceOf(CheckoutResult.TryAgain.class);

        page(buyer);

        assertThat(shop.provider.customerCount()).isEqualTo(1);
    }

    @Test
    void a_page_opened_whose_answer_was_lost_is_the_one_that_is_shown_later() {
        knownCustomer();
        buyer.addToCart("pack-5", 1);
        shop.provider.next(Mood.LOSES_THE_ANSWER);
        assertThat(buyer.checkout(PAGES)).isInstanceOf(CheckoutResult.TryAgain.class);
        var lost = shop.provider.openKeys();

        var order = page(buyer).order();

        assertThat(lost).containsExactly(order.id().text());
        assertThat(shop.provider.openKeys()).isEqualTo(lost);
    }

    @Test
    void an_earlier_page_ended_whose_answer_was_lost_is_ended_and_one_is_open() {
        buyer.addToCart("pack-5", 1);
        page(buyer);
        buyer.addToCart("pack-5", 1);
        shop.provider.next(Mood.LOSES_THE_ANSWER);
        assertThat(buyer.checkout(PAGES)).isInstanceOf(CheckoutResult.TryAgain.class);
        assertThat(shop.provider.openKeys()).isEmpty();

        var order = page(buyer).order();

        assertThat(shop.provider.openKeys()).containsExactly(order.id().text());
    }

    private void knownCustomer() {
        buyer.addToCart("pack-10", 1);
        shop.bought(buyer);
    }

    @Test
    void a_request_that_never_arrived_is_made_again() {
        buyer.addToCart("pack-5", 1);
        shop.provider.next(Mood.IS_NOT_REACHED);
        assertThat(buyer.checkout(PAGES)).isInstanceOf(CheckoutResult.TryAgain.class);
        assertThat(shop.value("SELECT state || ' ' || cause FROM spike_checkouts"))
                .isEqualTo("asked not reached");

        var order = page(buyer).order();

        assertThat(shop.provider.openKeys()).containsExactly(order.id().text());
    }

    @Test
    void a_cart_changed_before_its_page_was_ever_opened_leaves_no_page_behind() {
        buyer.addToCart("pack-5", 1);
        shop.provider.next(Mood.IS_NOT_REACHED);
        buyer.checkout(PAGES);
        buyer.addToCart("pack-10", 1);

        var order = page(buyer).order();

        assertThat(shop.provider.openKeys()).containsExactly(order.id().text());
    }

    @Test
    void a_page_opened_by_another_tab_just_after_it_was_not_found_is_ended_too() {
        buyer.addToCart("pack-5", 1);
        shop.provider.next(Mood.IS_NOT_REACHED);
        buyer.checkout(PAGES);
        var earlier = buyer.orders(null, 1).orders().get(0).id().text();
        buyer.addToCart("pack-10", 1);
        shop.provider.afterEnding(() -> shop.provider.open(earlier));

        var order = page(buyer).order();

        assertThat(order.id().text()).isNotEqualTo(earlier);
        assertThat(shop.provider.openKeys()).containsExactly(order.id().text());
    }

    @Test
    void a_cart_changed_in_another_tab_while_the_page_is_being_opened_has_one_page() {
        buyer.addToCart("pack-5", 1);
        shop.provider.beforeOpening(() -> {
            buyer.addToCart("pack-10", 1);
            page(buyer);
        });

        var page = page(buyer);

        assertThat(page.order().lines()).hasSize(2);
        assertThat(shop.provider.openKeys()).containsExactly(page.order().id().text());
    }

    @Test
    void a_provider_that_says_no_is_refused_with_its_words_and_leaves_no_order_waiting() {
        knownCustomer();
        buyer.addToCart("pack-5", 1);
        shop.provider.next(Mood.REFUSES);

        var refused = (CheckoutResult.Refused) buyer.checkout(PAGES);

        assertThat(refused.why()).isEqualTo(BillingError.PROVIDER_REFUSED);
        assertThat(refused.message()).contains("told to say no");
        assertThat(buyer.orders(null, 1).orders()).singleElement().isInstanceOf(Order.Cancelled.class);
        page(buyer);
    }

    @Test
    void an_empty_cart_is_refused() {
        assertThat(refusal(buyer)).isEqualTo(BillingError.CART_EMPTY);

        buyer.addToCart("pack-5", 1);
        buyer.removeFromCart("pack-5");

        assertThat(refusal(buyer)).isEqualTo(BillingError.CART_EMPTY);
    }

    @Test
    void a_product_that_is_no_longer_sold_stands_in_the_way_until_it_is_removed() {
        buyer.addToCart("pack-5", 1);
        buyer.addToCart("pack-10", 1);
        var later = shop.billing(Shop.catalogue(Shop.product("pack-10", "10.00 USD", Shop.credits(1000))))
                .of(owner);

        assertThat(later.cart().noLongerSold()).containsExactly("pack-5");
        assertThat(refusal(later)).isEqualTo(BillingError.PRODUCT_UNKNOWN);
        later.removeFromCart("pack-5");

        assertThat(page(later).order().totals().total()).isEqualTo(Money.parse("10.00 USD"));
    }

    @Test
    void k05_nothing_to_pay_is_paid_at_once_without_the_provider() {
        buyer.addToCart("gift", 2);
        buyer.addToCart("pack-5", 1);
        buyer.applyCode("GIFT");

        var result = buyer.checkout(PAGES);

        assertThat(result).isInstanceOf(CheckoutResult.PaidAtOnce.class);
        assertThat(shop.balance(owner, CREDITS)).isEqualTo(2 * 10 + 500);
        assertThat(shop.provider.everAsked()).isEmpty();
        assertThat(shop.provider.customerCount()).isZero();
        assertThat(buyer.hasPurchased("gift")).isTrue();
        assertThat(refusal(buyer)).isEqualTo(BillingError.CART_EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"thanks", "javascript:alert(1)", "file:///etc/passwd", "https:///nowhere"})
    void addresses_that_are_no_page_are_refused(String address) {
        buyer.addToCart("pack-5", 1);

        var result = (CheckoutResult.Refused) buyer.checkout(new Pages(URI.create(address), PAGES.whenCancelled()));

        assertThat(result.why()).isEqualTo(BillingError.PAGE_ADDRESS_INVALID);
        assertThat(shop.provider.everAsked()).isEmpty();
    }

    @Test
    void without_the_tables_the_database_is_said_to_refuse() {
        shop.run("DROP TABLE spike_carts");

        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> buyer.checkout(PAGES))
                .returns("billing-unavailable", e -> e.code())
                .withMessageContaining("BillingSchema.migrate");
    }

    private static BillingError refusal(Buyer buyer) {
        return ((CheckoutResult.Refused) buyer.checkout(PAGES)).why();
    }
}
