package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Shop.anybody;
import static dev.spike.billing.postgres.Shop.credits;
import static dev.spike.billing.postgres.Shop.page;
import static dev.spike.billing.postgres.Shop.product;
import static dev.spike.billing.postgres.Shop.sms;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.Buyer;
import dev.spike.billing.Cart;
import dev.spike.billing.CartLine;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.Lifetime;
import dev.spike.billing.Money;
import dev.spike.billing.Product;
import dev.spike.ledger.Billable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the cart, what it costs and what it provides. */
class CartTest {

    private static Shop shop;

    private final Billable owner = anybody();
    private Buyer buyer;

    @BeforeAll
    static void open() {
        shop = new Shop();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @BeforeEach
    void enter() {
        buyer = shop.billing().of(owner);
    }

    private static Cart cartOf(CartLine... lines) {
        return new Cart(0, null, List.of(lines), List.of(), null, null);
    }

    private static CartLine line(int quantity, Product product) {
        return new CartLine(product, quantity, product.prices().get(0));
    }

    @Test
    void k01_a_line_provides_its_quantity_of_everything() {
        var line = line(2, product("p", "1.00 USD", credits(500), sms(100)));

        assertThat(line.provides()).containsExactly(credits(1000), sms(200));
    }

    @Test
    void k02_a_cart_provides_the_sum_of_each_credit_type() {
        var cart = cartOf(
                line(2, product("p", "1.00 USD", credits(500), sms(100))),
                line(2, product("q", "1.00 USD", credits(1000), sms(200))));

        assertThat(cart.provides()).containsExactly(credits(3000), sms(600));
    }

    @Test
    void k02_credits_of_another_lifetime_stand_by_themselves() {
        var month = Lifetime.parse("P1M");
        var cart = cartOf(line(2, product("p", "1.00 USD", credits(500).expiringAfter(month), credits(1))));

        assertThat(cart.provides()).containsExactly(credits(1000).expiringAfter(month), credits(2));
    }

    @Test
    void k03_what_cannot_be_counted_is_provided_once() {
        var x = new Seats.Feature("X");
        var y = new Seats.Feature("Y");
        var cart = cartOf(line(2, product("p", "1.00 USD", x, y)), line(1, product("q", "1.00 USD", x)));

        assertThat(cart.provides()).containsExactly(x, y);
    }

    @Test
    void what_can_be_counted_is_counted_over_the_lines() {
        var seat = new Seats.Seat(3);
        var cart = cartOf(line(2, product("p", "1.00 USD", seat)), line(1, product("q", "1.00 USD", seat)));

        assertThat(cart.provides()).containsExactly(new Seats.Seat(9));
    }

    @Test
    void nobody_has_more_than_an_empty_cart_before_putting_something_in() {
        assertThat(buyer.cart()).isEqualTo(new Cart(0, null, List.of(), List.of(), null, null));
    }

    @Test
    void adding_adds_and_putting_sets() {
        buyer.addToCart("pack-5", 2);
        assertThat(quantity(buyer.addToCart("pack-5", 3))).isEqualTo(5);
        assertThat(quantity(buyer.putInCart("pack-5", 4))).isEqualTo(4);
        assertThat(buyer.putInCart("pack-5", 0).isEmpty()).isTrue();
        assertThat(buyer.cart().isEmpty()).isTrue();
    }

    private static int quantity(Cart cart) {
        return cart.lines().get(0).quantity();
    }

    @Test
    void lines_stay_in_the_order_in_which_they_were_put_in() {
        buyer.addToCart("team", 1);
        buyer.addToCart("pack-5", 1);
        buyer.addToCart("pack-10", 1);
        var cart = buyer.putInCart("team", 7);

        assertThat(cart.lines()).extracting(line -> line.product().id()).containsExactly("team", "pack-5", "pack-10");
        assertThat(requireNonNull(cart.totals()).total()).isEqualTo(Money.parse("155.00 USD"));
    }

    @Test
    void the_revision_moves_with_a_change_and_with_nothing_else() {
        long first = buyer.addToCart("pack-5", 1).revision();

        assertThat(buyer.putInCart("pack-5", 1).revision()).isEqualTo(first);
        assertThat(buyer.removeFromCart("pack-10").revision()).isEqualTo(first);
        assertThat(buyer.removeCode().revision()).isEqualTo(first);
        assertThat(buyer.payIn("USD").revision()).isEqualTo(first);
        assertThat(buyer.putInCart("pack-5", 2).revision()).isEqualTo(first + 1);
        assertThat(buyer.applyCode("FIVE").revision()).isEqualTo(first + 2);
        assertThat(buyer.cart().revision()).isEqualTo(first + 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 10_001, Integer.MAX_VALUE})
    void a_quantity_beyond_the_bounds_is_refused(int quantity) {
        assertRefused(BillingError.QUANTITY_OUT_OF_RANGE, () -> buyer.addToCart("pack-5", quantity));
        assertRefused(BillingError.QUANTITY_OUT_OF_RANGE, () -> buyer.putInCart("pack-5", quantity));
    }

    @Test
    void a_quantity_beyond_the_bounds_is_refused_also_when_it_comes_in_parts() {
        buyer.addToCart("pack-5", 10_000);

        assertRefused(BillingError.QUANTITY_OUT_OF_RANGE, () -> buyer.addToCart("pack-5", 1));
        assertRefused(BillingError.QUANTITY_OUT_OF_RANGE, () -> buyer.addToCart("pack-5", 0));
        assertThat(quantity(buyer.cart())).isEqualTo(10_000);
    }

    @Test
    void a_cart_has_a_hundred_lines_at_most() {
        var products = new ArrayList<Product>();
        IntStream.rangeClosed(0, Cart.LINES_MAX)
                .forEach(number -> products.add(product("p" + number, "1.00 USD", credits(1))));
        var full =
                shop.billing(Shop.catalogue(products.toArray(Product[]::new))).of(owner);
        IntStream.range(0, Cart.LINES_MAX).forEach(number -> full.addToCart("p" + number, 1));

        assertRefused(BillingError.CART_FULL, () -> full.addToCart("p" + Cart.LINES_MAX, 1));
        assertThat(page(full).order().lines()).hasSize(Cart.LINES_MAX);
    }

    @Test
    void more_money_or_more_credits_than_64_bits_hold_are_refused_and_change_nothing() {
        var huge = shop.billing(Shop.catalogue(
                        product("dear", "90000000000000000.00 USD"),
                        product("much", "1.00 USD", credits(Long.MAX_VALUE / 2))))
                .of(owner);
        huge.addToCart("much", 2);

        assertRefused(BillingError.TOTAL_TOO_LARGE, () -> huge.addToCart("much", 1));
        assertRefused(BillingError.TOTAL_TOO_LARGE, () -> huge.addToCart("dear", 2));
        assertThat(quantity(huge.cart())).isEqualTo(2);
    }

    @Test
    void k16_a_cart_has_one_currency() {
        buyer.addToCart("pack-5", 1);
        assertThat(buyer.addToCart("pack-10", 1).currency()).hasToString("USD");
        assertThat(buyer.payIn("usd").currency()).hasToString("USD");

        assertRefused(BillingError.CURRENCY_MIXED, () -> buyer.addToCart("euro", 1));
        assertRefused(BillingError.CURRENCY_MIXED, () -> buyer.payIn("eur"));
    }

    @Test
    void k16_a_product_with_several_prices_goes_with_any_of_them() {
        buyer.addToCart("euro", 1);

        var cart = buyer.addToCart("pack-10", 1);

        assertThat(requireNonNull(cart.totals()).total()).isEqualTo(Money.parse("16.00 EUR"));
    }

    @Test
    void the_currency_can_be_chosen_where_all_has_a_price_in_it() {
        buyer.addToCart("pack-10", 1);

        assertThat(requireNonNull(buyer.payIn("eur").totals()).total()).isEqualTo(Money.parse("9.00 EUR"));
        assertRefused(BillingError.CURRENCY_UNKNOWN, () -> buyer.payIn("dollars"));
    }

    @Test
    void a_cart_that_was_emptied_takes_any_currency() {
        buyer.addToCart("pack-5", 1);
        buyer.removeFromCart("pack-5");

        assertThat(buyer.addToCart("euro", 1).currency()).hasToString("EUR");
    }

    @Test
    void what_is_not_for_sale_is_refused() {
        var archived = product("old", "1.00 USD", credits(1));
        var billing = shop.billing(
                Shop.catalogue(new Product("old", "Old", "", List.of(), archived.prices(), archived.provides(), true)));

        assertRefused(BillingError.PRODUCT_UNKNOWN, () -> billing.of(owner).addToCart("old", 1));
        assertRefused(BillingError.PRODUCT_UNKNOWN, () -> buyer.addToCart("nothing", 1));
    }

    @Test
    void a_billable_buys_what_is_resolved_for_it() {
        var special = product("special", "1.00 USD", credits(1));
        var billing = PostgresBilling.on(shop.dataSource(), shop.credits)
                .catalogue(Shop.standard())
                .catalogueFor((billable, configured) -> billable.billableId().equals(owner.billableId())
                        ? configured.withProducts(List.of(special))
                        : configured)
                .provider(shop.provider)
                .kind(shop.seats)
                .build();

        assertThat(billing.of(owner).addToCart("special", 1).isEmpty()).isFalse();
        assertRefused(BillingError.PRODUCT_UNKNOWN, () -> billing.of(anybody()).addToCart("special", 1));
    }

    @ParameterizedTest
    @CsvSource({
        // code, cart, subtotal, discount, total
        "LAUNCH, pack-5,          5.00 USD, 1.00 USD,  4.00 USD",
        "launch, pack-5 pack-10, 15.00 USD, 3.00 USD, 12.00 USD",
        "FIVE,   pack-10,        10.00 USD, 5.00 USD,  5.00 USD",
        "FIVE,   pack-5,          5.00 USD, 5.00 USD,  0.00 USD",
        "FIVE,   monthly,         3.00 USD, 3.00 USD,  0.00 USD",
        "GIFT,   pack-10,        10.00 USD, 10.00 USD, 0.00 USD",
        // what is added up is rounded, once, half up
        "TEN,    p105,            1.05 USD, 0.11 USD,  0.94 USD",
        "TEN,    p105 p104,       2.09 USD, 0.21 USD,  1.88 USD",
        "TEN,    p104,            1.04 USD, 0.10 USD,  0.94 USD",
        "ALWAYS, p1,              0.01 USD, 0.01 USD,  0.00 USD",
        "TEN,    p1,              0.01 USD, 0.00 USD,  0.01 USD",
        "TEN,    yen,                5 JPY,    1 JPY,     4 JPY",
        "TEN,    yen4,               4 JPY,    0 JPY,     4 JPY",
        "TEN,    dinar,          0.005 BHD, 0.001 BHD, 0.004 BHD",
    })
    void a_discount_is_taken_off_the_whole_cart(
            String code, String products, String subtotal, String discount, String total) {
        var sold = new ArrayList<>(Shop.standard().products());
        sold.add(product("p105", "1.05 USD"));
        sold.add(product("p104", "1.04 USD"));
        sold.add(product("p1", "0.01 USD"));
        sold.add(product("yen", "5 JPY"));
        sold.add(product("yen4", "4 JPY"));
        sold.add(product("dinar", "0.005 BHD"));
        var buyer = shop.billing(Shop.withTen(Shop.catalogue(sold.toArray(Product[]::new))))
                .of(anybody());

        for (var product : products.split(" ", -1)) {
            buyer.addToCart(product, 1);
        }
        var totals = requireNonNull(buyer.applyCode(code).totals());

        assertThat(totals.subtotal()).isEqualTo(Money.parse(subtotal));
        assertThat(totals.discount()).isEqualTo(Money.parse(discount));
        assertThat(totals.total()).isEqualTo(Money.parse(total));
    }

    @Test
    void a_code_is_refused_that_is_unknown_or_of_another_currency() {
        buyer.addToCart("euro", 1);

        assertRefused(BillingError.CODE_UNKNOWN, () -> buyer.applyCode("NOTHING"));
        assertRefused(BillingError.CODE_OF_ANOTHER_CURRENCY, () -> buyer.applyCode("FIVE"));
        assertThat(buyer.cart().code()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"LAUNCH, 1", "TWICE, 2"})
    void a_code_is_used_as_often_as_it_may_be_counted_by_paid_orders(String code, int times) {
        for (int use = 0; use < times; use++) {
            buyer.addToCart("pack-5", 1);
            buyer.applyCode(code);
            shop.bought(buyer);
        }
        buyer.addToCart("pack-5", 1);

        assertRefused(BillingError.CODE_USED_UP, () -> buyer.applyCode(code));
        var other = shop.billing().of(anybody());
        other.addToCart("pack-5", 1);
        assertThat(other.applyCode(code).code()).isEqualTo(code);
    }

    @Test
    void a_code_without_end_is_never_used_up() {
        for (int use = 0; use < 4; use++) {
            buyer.addToCart("pack-5", 1);
            buyer.applyCode("always");
            assertThat(shop.bought(buyer).totals().total()).isEqualTo(Money.parse("2.50 USD"));
        }
    }

    @Test
    void a_code_of_an_order_that_was_given_up_may_be_used_again() {
        buyer.addToCart("pack-5", 1);
        buyer.applyCode("LAUNCH");
        shop.inside().expired(page(buyer).order().id());

        assertThat(shop.bought(buyer).totals().total()).isEqualTo(Money.parse("4.00 USD"));
    }

    @Test
    void a_code_used_up_since_it_was_applied_stands_in_the_way_of_the_checkout() {
        buyer.addToCart("pack-5", 1);
        buyer.applyCode("LAUNCH");
        var given = page(buyer).order();
        shop.inside().expired(given.id());
        buyer.addToCart("pack-10", 1);
        shop.inside().paid(given.id(), shop.provider.pay(given.id().text()));

        var result = (CheckoutResult.Refused) buyer.checkout(Shop.PAGES);

        assertThat(result.why()).isEqualTo(BillingError.CODE_USED_UP);
        assertThat(buyer.cart().code()).isEqualTo("LAUNCH");
    }

    private static void assertRefused(BillingError error, ThrowingCallable call) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(call)
                .returns(error, BillingException::error)
                .satisfies(refusal ->
                        assertThat(String.valueOf(refusal.getMessage())).endsWith("."));
    }
}
