package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Buyer;
import dev.spike.billing.Cart;
import dev.spike.billing.CartLine;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BuyTest {

    private final Shop shop = Shop.shared();
    private final String user = Shop.newUser();
    private final Guest guest = Guest.of(shop, user);
    private final Buyer buyer = shop.billing.of(Shop.billable(user));

    private HttpResponse<String> put(String product, String quantity) {
        return guest.post("/buy/cart", Map.of("products[" + product + "]", quantity));
    }

    private HttpResponse<String> change(String product, String quantity) {
        return guest.post("/buy/cart/quantity", Map.of("products[" + product + "]", quantity));
    }

    private HttpResponse<String> code(String code) {
        return guest.post("/buy/cart/code", Map.of("code", code));
    }

    private List<Integer> quantities() {
        return buyer.cart().lines().stream().map(CartLine::quantity).toList();
    }

    @Nested
    class WhatIsForSale {

        @Test
        void is_shown_with_its_price_what_it_provides_and_for_how_long() {
            var page = guest.get("/buy");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains(
                            "Standard pack",
                            "For a start",
                            "Never hurried",
                            "€10.00",
                            "5,000 credits, valid for 6 months",
                            "100 SMS, no expiry date",
                            "Free");
        }

        @Test
        void is_shown_in_the_reader_s_language_and_plurals() {
            assertThat(guest.with("Accept-Language", "lt").get("/buy").body())
                    .contains("5 000 kreditų, galioja 6 mėnesius"
                            .replace(' ', '\u00a0')
                            .replace("\u00a0kred", " kred")
                            .replace(",\u00a0galioja\u00a06\u00a0", ", galioja 6 "));
        }

        @Test
        void is_shown_without_buttons_to_who_may_only_see() {
            var team = "team-of-" + user;
            var colleague = Guest.of(shop, team + ":seen");
            shop.billing.of(Shop.billable(team)).putInCart("pack-10", 3);

            var page = colleague.get("/buy");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("Standard pack", "3 × €10.00", "but not buy it for these credits")
                    .doesNotContain("<form", "<button");
        }

        @Test
        void is_not_bought_by_who_may_only_see() {
            var team = "team-of-" + user;
            var colleague = Guest.of(shop, team + ":seen");

            assertThat(List.of(
                            "/buy/cart",
                            "/buy/cart/quantity",
                            "/buy/cart/remove",
                            "/buy/cart/code",
                            "/buy/cart/code/remove",
                            "/buy/cart/currency",
                            "/buy/checkout"))
                    .allSatisfy(path -> assertThat(colleague
                                    .post(path, Map.of("products[pack-10]", "1", "currency", "EUR"))
                                    .statusCode())
                            .isEqualTo(403));
            assertThat(shop.billing.of(Shop.billable(team)).cart().revision()).isZero();
        }
    }

    @Nested
    class TheCart {

        @Test
        void takes_so_many_of_a_product_and_says_so() {
            var answer = put("pack-10", "2");

            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(Guest.location(answer)).hasPath("/billing/buy").hasFragment("cart");
            assertThat(guest.get("/buy?added=pack-10").body())
                    .contains("“Standard pack” is in the cart.", "2 × €10.00", "10,000 credits, valid for 6 months");
        }

        @Test
        void says_that_something_is_in_it_only_where_it_is() {
            assertThat(guest.get("/buy?added=pack-10").body()).doesNotContain("is in the cart");
        }

        @Test
        void takes_more_of_what_is_in_it() {
            put("pack-10", "2");
            put("pack-10", "3");

            assertThat(quantities()).containsExactly(5);
        }

        @Test
        void is_changed_to_exactly_so_many() {
            put("pack-10", "2");

            assertThat(change("pack-10", "7").statusCode()).isEqualTo(303);
            assertThat(change("pack-10", "7").statusCode()).isEqualTo(303);

            assertThat(quantities()).containsExactly(7);
        }

        @Test
        void lets_go_of_a_product_by_a_quantity_of_zero_or_by_removing_it() {
            put("pack-10", "2");
            put("sms-100", "1");

            change("pack-10", "0");
            guest.post("/buy/cart/remove", Map.of("product", "sms-100"));

            assertThat(buyer.cart().isEmpty()).isTrue();
        }

        @Test
        void shows_what_is_wrong_with_a_quantity_beside_its_field_and_what_was_typed() {
            var page = put("sms-100", "20000");

            assertThat(page.statusCode()).isEqualTo(400);
            assertThat(page.body())
                    .contains("value=\"20000\"", "aria-describedby=\"offer-1-wrong\"", "id=\"offer-1-wrong\"")
                    .contains("Type a whole number from 1 to 10,000");
            assertThat(buyer.cart().isEmpty()).isTrue();
        }

        @Test
        void takes_no_quantity_that_is_no_number() {
            for (var typed : List.of("", "0", "-1", "1.5", "two", "99999", "100000", "1e3", "٣")) {
                assertThat(put("pack-10", typed).statusCode()).as(typed).isEqualTo(400);
            }
            assertThat(buyer.cart().isEmpty()).isTrue();
        }

        @Test
        void keeps_what_it_has_when_a_line_is_changed_to_too_many() {
            put("pack-10", "2");

            var page = change("pack-10", "10001");

            assertThat(page.statusCode()).isEqualTo(400);
            assertThat(page.body()).contains("value=\"10001\"", "id=\"line-0-wrong\"");
            assertThat(quantities()).containsExactly(2);
        }

        @Test
        void takes_nothing_that_is_not_sold_and_says_so_above_the_page() {
            var page = put("pack-11", "1");

            assertThat(page.statusCode()).isEqualTo(400);
            assertThat(page.body()).contains("This is no longer for sale.", "role=\"alert\"");
        }

        @Test
        void is_paid_in_the_currency_that_was_chosen() {
            var answer = guest.post("/buy/cart/currency", Map.of("currency", "USD"));

            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(guest.get("/buy").body())
                    .contains("US$11.00", "Not sold in the currency of your cart (US Dollar).");
        }

        @Test
        void stays_in_its_currency_when_not_all_of_it_is_sold_in_another() {
            put("sms-100", "1");

            var page = guest.post("/buy/cart/currency", Map.of("currency", "USD"));

            assertThat(page.statusCode()).isEqualTo(400);
            assertThat(page.body()).contains("Not everything in your cart is sold in this currency.", "currency-wrong");
            assertThat(guest.post("/buy/cart/currency", Map.of("currency", "XAU"))
                            .body())
                    .contains("You cannot pay in this currency.");
        }

        @Test
        void shows_what_is_no_longer_sold_and_cannot_be_paid_until_it_is_removed() {
            var former = shop.alsoSelling(Map.of(
                    "spike.products[3].id", "old-pack",
                    "spike.products[3].name", "Old pack",
                    "spike.products[3].price", "1.00 EUR",
                    "spike.products[3].provides[0].credits", "1"));
            former.of(Shop.billable(user)).putInCart("old-pack", 1);
            put("pack-10", "1");

            var before = guest.get("/buy").body();
            guest.post("/buy/cart/remove", Map.of("product", "old-pack"));

            assertThat(before)
                    .contains("old-pack", "This is no longer sold. Remove it to go on.")
                    .doesNotContain("Go to the payment");
            assertThat(guest.get("/buy").body()).contains("Go to the payment").doesNotContain("old-pack");
        }
    }

    @Nested
    class ADiscountCode {

        @Test
        void lowers_the_total_until_it_is_removed() {
            put("pack-10", "2");

            assertThat(code("launch").statusCode()).isEqualTo(303);
            var with = guest.get("/buy").body();
            assertThat(guest.post("/buy/cart/code/remove", Map.of()).statusCode())
                    .isEqualTo(303);

            assertThat(with).contains("Discount code LAUNCH", "Subtotal", "€20.00", "−€4.00", "€16.00");
            assertThat(guest.get("/buy").body()).doesNotContain("−€4.00", "LAUNCH");
        }

        @Test
        void that_is_wrong_is_said_beside_its_field_with_what_was_typed() {
            put("pack-10", "1");

            var page = code("LUNCH");

            assertThat(page.statusCode()).isEqualTo(400);
            assertThat(page.body())
                    .contains("value=\"LUNCH\"", "aria-describedby=\"code-wrong\"", "There is no such code");
        }

        @Test
        void may_be_wrong_five_times_and_then_even_a_right_one_is_refused_for_a_while() {
            put("pack-10", "1");
            for (int i = 0; i < 5; i++) {
                assertThat(code("GUESS-" + i).statusCode()).isEqualTo(400);
            }

            var page = code("LAUNCH");

            assertThat(page.statusCode()).isEqualTo(429);
            assertThat(page.body()).contains("You can try again in 10 minutes.", "value=\"LAUNCH\"");
            assertThat(buyer.cart().code()).isNull();
        }

        @Test
        void of_another_owner_is_not_slowed_by_the_wrong_ones_of_the_first() {
            put("pack-10", "1");
            for (int i = 0; i < 6; i++) {
                code("GUESS-" + i);
            }
            var other = Guest.of(shop, Shop.newUser());

            assertThat(other.post("/buy/cart/code", Map.of("code", "LAUNCH")).statusCode())
                    .isEqualTo(303);
        }

        @Test
        void is_slowed_too_where_it_comes_with_what_an_address_chose() {
            for (int i = 0; i < 5; i++) {
                guest.post("/buy/cart/quantity", Map.of("chosen", "yes", "code", "GUESS-" + i));
            }

            assertThat(guest.post("/buy/cart/quantity", Map.of("chosen", "yes", "code", "LAUNCH"))
                            .statusCode())
                    .isEqualTo(429);
        }

        @Test
        void that_is_missing_is_asked_for() {
            put("pack-10", "1");

            assertThat(code(" ").body()).contains("Type the code.");
        }

        @Test
        void that_has_ended_stands_in_the_way_until_it_is_removed() {
            put("pack-10", "1");
            shop.alsoSelling(Map.of("spike.discounts[2].code", "OVER", "spike.discounts[2].percent", "5"))
                    .of(Shop.billable(user))
                    .applyCode("OVER");

            assertThat(guest.get("/buy").body())
                    .contains("OVER", "This code takes nothing off any more.")
                    .doesNotContain("Go to the payment");
        }
    }

    @Nested
    class AnAddressThatChooses {

        private static final String ADDRESS = "/buy?products%5Bpack-10%5D=2&products%5Bpack-11%5D=1&code=LAUNCH";

        @Test
        void fills_a_form_and_changes_nothing() {
            var page = guest.get(ADDRESS);

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("Put these in the cart", "id=\"chosen-0\"", "value=\"2\"", "value=\"LAUNCH\"")
                    .contains("“pack-11” is not for sale.");
            assertThat(buyer.cart()).isEqualTo(new Cart(0, null, List.of(), List.of(), null, null));
        }

        @Test
        void fills_the_cart_when_the_form_is_sent_and_a_repeat_changes_nothing() {
            var form = Map.of("chosen", "yes", "products[pack-10]", "2", "products[sms-100]", "1", "code", "LAUNCH");

            assertThat(guest.post("/buy/cart/quantity", form).statusCode()).isEqualTo(303);
            assertThat(guest.post("/buy/cart/quantity", form).statusCode()).isEqualTo(303);

            assertThat(quantities()).containsExactlyInAnyOrder(2, 1);
            assertThat(buyer.cart().code()).isEqualTo("LAUNCH");
        }

        @Test
        void shows_its_form_again_with_what_was_wrong() {
            var page = guest.post(
                    "/buy/cart/quantity", Map.of("chosen", "yes", "products[pack-10]", "2x", "code", "LAUNCH"));

            assertThat(page.statusCode()).isEqualTo(400);
            assertThat(page.body()).contains("id=\"chosen-0-wrong\"", "value=\"2x\"", "value=\"LAUNCH\"");
        }

        @Test
        void means_nothing_to_who_may_only_see() {
            var colleague = Guest.of(shop, "team-of-" + user + ":seen");

            assertThat(colleague.get(ADDRESS).body()).doesNotContain("Put these in the cart");
        }
    }
}
