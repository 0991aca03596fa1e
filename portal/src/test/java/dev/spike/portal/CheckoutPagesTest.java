package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Buyer;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.OrderId;
import dev.spike.provider.local.TestCard;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CheckoutPagesTest {

    private static final Pattern LEADS_TO = Pattern.compile("http-equiv=\"refresh\" content=\"0;url=([^\"]+)\"");
    private static final int TABS = 4;
    private static final Map<String, String> NOTHING = Map.of();

    private final Shop shop = Shop.shared();
    private final String user = Shop.newUser();
    private final Guest guest = Guest.of(shop, user);
    private final Buyer buyer = shop.billing.of(Shop.billable(user));

    private URI checkout() {
        return leadsTo(guest.post("/buy/checkout", NOTHING));
    }

    static URI leadsTo(HttpResponse<String> page) {
        assertThat(page.statusCode()).isEqualTo(200);
        var found = LEADS_TO.matcher(page.body());
        assertThat(found.find()).as("leads on").isTrue();
        return URI.create(found.group(1));
    }

    /** What different answers four get who ask at the same time. */
    private static Set<URI> atOnce(Supplier<URI> asking) {
        var barrier = new CyclicBarrier(TABS);
        var threads = Executors.newFixedThreadPool(TABS);
        try {
            return Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> {
                                await(barrier);
                                return asking.get();
                            },
                            threads))
                    .limit(TABS)
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .collect(Collectors.toSet());
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private Order newest() {
        return buyer.orders(null, 1).orders().get(0);
    }

    /** An order that was paid, with all its credits. */
    private Order paid() {
        buyer.putInCart("pack-10", 2);
        buyer.applyCode("LAUNCH");
        shop.provider.bank().pay(checkout(), TestCard.GOOD);
        shop.work();
        return newest();
    }

    private String waiting(Order order) {
        return "/buy/orders/" + order.id() + "/wait";
    }

    private String thanks(Order order) {
        return "/buy/orders/" + order.id() + "/thanks";
    }

    @Nested
    class Paying {

        @Test
        void leads_to_the_provider_by_a_page_that_says_where() {
            buyer.putInCart("pack-10", 1);

            var page = guest.post("/buy/checkout", NOTHING);

            var provider = leadsTo(page);
            assertThat(page.body())
                    .contains("You are being led to " + provider.getAuthority(), "href=\"" + provider + "\"");
            assertThat(newest()).isInstanceOf(Order.Pending.class);
        }

        @Test
        void from_two_tabs_leads_to_the_same_page_and_paying_once_provides_once() {
            var tabs = "tabs-of-" + user;
            var owner = shop.billing.of(Shop.billable(tabs));
            owner.putInCart("pack-10", 1);

            var pages = atOnce(() -> leadsTo(Guest.of(shop, tabs).post("/buy/checkout", NOTHING)));
            pages.forEach(page -> shop.provider.bank().pay(page, TestCard.GOOD));
            pages.forEach(page -> shop.provider.bank().pay(page, TestCard.GOOD));
            shop.work();
            shop.work();

            assertThat(pages).hasSize(1);
            assertThat(owner.orders(null, 10).orders()).hasSize(1);
            assertThat(shop.account(tabs).balance().available()).isEqualTo(500_000 + 5_000);
        }

        @Test
        void again_in_a_tab_that_was_left_open_leads_to_what_was_paid() {
            buyer.putInCart("pack-10", 1);
            shop.provider.bank().pay(checkout(), TestCard.GOOD);

            var late = guest.post("/buy/checkout", NOTHING);

            assertThat(late.statusCode()).isEqualTo(303);
            assertThat(Guest.location(late)).hasPath("/billing" + waiting(newest()));
            assertThat(guest.get(thanks(newest())).statusCode()).isEqualTo(200);
        }

        @Test
        void nothing_leads_straight_to_what_was_provided() {
            buyer.putInCart("gift", 1);

            var answer = guest.post("/buy/checkout", NOTHING);

            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(guest.get(thanks(newest())).body()).contains("A gift", "5 credits, no expiry date");
        }

        @Test
        void an_empty_cart_is_refused_with_a_sentence() {
            var page = guest.post("/buy/checkout", NOTHING);

            assertThat(page.statusCode()).isEqualTo(409);
            assertThat(page.body()).contains("Your cart is empty, or was paid a moment ago.");
        }

        @Test
        void may_be_tried_again_when_the_provider_does_not_answer() {
            buyer.putInCart("pack-10", 1);

            shop.tamper("ALTER TABLE spike_local_checkouts ADD CONSTRAINT none CHECK (key IS NULL) NOT VALID");
            HttpResponse<String> page;
            try {
                page = guest.post("/buy/checkout", NOTHING);
            } finally {
                shop.tamper("ALTER TABLE spike_local_checkouts DROP CONSTRAINT none");
            }

            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body()).contains("The payment service did not answer.", "Try again");
            assertThat(checkout()).hasPath(checkout().getPath());
            assertThat(buyer.orders(null, 10).orders()).hasSize(1);
        }

        @Test
        void that_was_left_leads_back_to_the_cart_as_it_was() {
            buyer.putInCart("pack-10", 1);
            checkout();

            assertThat(guest.get("/buy?payment=cancelled").body())
                    .contains("Nothing was paid, and your cart is as it was.", "1 × €10.00");
        }
    }

    @Nested
    class TheWaitingPage {

        @Test
        void is_that_of_the_newest_order_for_who_comes_back() {
            buyer.putInCart("pack-10", 1);
            checkout();

            assertThat(Guest.location(guest.get("/buy/wait"))).hasPath("/billing" + waiting(newest()));
        }

        @Test
        void leads_who_never_ordered_to_what_is_for_sale() {
            assertThat(Guest.location(guest.get("/buy/wait"))).hasPath("/billing/buy");
        }

        @Test
        void asks_again_while_nothing_is_known() {
            buyer.putInCart("pack-10", 1);
            shop.provider.bank().pay(checkout(), TestCard.GOOD);

            var page = guest.get(waiting(newest()));
            var byScript = guest.with("HX-Request", "true").get(waiting(newest()));

            assertThat(page.body())
                    .contains("Your payment is being confirmed", "hx-trigger=\"every 2s\"")
                    .contains("<noscript><meta http-equiv=\"refresh\" content=\"3\"></noscript>");
            assertThat(byScript.statusCode()).isEqualTo(204);
        }

        @Test
        void leads_on_when_the_order_is_paid() {
            var order = paid();

            var byScript = guest.with("HX-Request", "true").get(waiting(order));

            assertThat(Guest.location(guest.get(waiting(order)))).hasPath("/billing" + thanks(order));
            assertThat(byScript.headers().firstValue("HX-Refresh")).contains("true");
        }

        @Test
        void says_that_an_order_was_ended_and_leads_to_the_cart() {
            buyer.putInCart("pack-10", 1);
            checkout();
            var earlier = newest();
            buyer.putInCart("pack-10", 2);
            checkout();

            assertThat(guest.get(waiting(earlier)).body())
                    .contains("This was not paid", "You were not charged", "/buy#cart")
                    .doesNotContain("hx-trigger");
        }

        @Test
        void says_that_somebody_looks_when_another_amount_was_paid() {
            buyer.putInCart("pack-10", 1);
            var page = checkout();
            shop.tamper("UPDATE spike_local_checkouts SET total = total - 1 WHERE key = '" + newest().id() + "'");
            shop.provider.bank().pay(page, TestCard.GOOD);
            shop.work();

            assertThat(guest.get(waiting(newest())).body()).contains("Somebody has to look at your payment");
            assertThat(guest.get(thanks(newest())).statusCode()).isEqualTo(404);
        }
    }

    @Nested
    class TheThankYou {

        @Test
        void says_what_was_provided_and_until_when() {
            assertThat(guest.get(thanks(paid())).body())
                    .contains("2 × Standard pack", "10,000 credits, valid until 15 Dec 2026", "€16.00");
        }

        @Test
        void is_only_for_what_is_paid() {
            buyer.putInCart("pack-10", 1);
            checkout();

            assertThat(guest.get(thanks(newest())).statusCode()).isEqualTo(404);
        }
    }

    @Nested
    class Purchases {

        @Test
        void are_none_at_first() {
            assertThat(guest.get("/orders").body()).contains("Nothing has been bought yet.");
        }

        @Test
        void are_listed_newest_first_page_by_page() {
            for (int i = 0; i <= OrdersPage.ORDERS; i++) {
                buyer.putInCart("gift", i + 1);
                guest.post("/buy/checkout", NOTHING);
            }
            var older = Pattern.compile("/orders\\?before=(ord_[a-z2-7]+)");

            var first = guest.get("/orders").body();
            var next = older.matcher(first);

            assertThat(first).contains("21 × A gift", "2 × A gift").doesNotContain(">1 × A gift");
            assertThat(next.find()).isTrue();
            assertThat(guest.get("/orders?before=" + next.group(1)).body())
                    .contains(">1 × A gift", "Newest")
                    .doesNotContain("2 × A gift", "before=");
        }

        @Test
        void begin_anew_where_the_page_is_none_of_theirs() {
            paid();

            assertThat(guest.get("/orders?before=nonsense").body()).contains("2 × Standard pack");
        }

        @Test
        void have_a_receipt_each_with_all_that_was_agreed() {
            var order = paid();
            buyer.refund(order.id(), Money.parse("4.00 EUR"), "too many");
            shop.work();

            var receipt = guest.get("/orders/" + order.id()).body();

            assertThat(receipt)
                    .contains(">Receipt<", "Example", user, order.id().text(), "15 Jun 2026")
                    .contains("Standard pack", "€20.00", "Discount LAUNCH", "−€4.00", "€16.00")
                    .contains("partly refunded", "Refunded")
                    .contains("10,000 credits, valid until 15 Dec 2026");
        }

        @Test
        void that_are_not_paid_have_no_receipt_but_a_page() {
            buyer.putInCart("pack-10", 1);
            checkout();

            assertThat(guest.get("/orders/" + newest().id()).body())
                    .contains("<h1>Order</h1>", "waits for payment", "Where the payment stands", "valid for 6 months");
        }

        @Test
        void of_others_and_of_nobody_are_not_there() {
            var order = paid();
            var other = Guest.of(shop, Shop.newUser());

            for (var id : new String[] {order.id().text(), OrderId.random().text(), "ord_x", "1"}) {
                assertThat(other.get("/orders/" + id).statusCode()).isEqualTo(404);
                assertThat(other.get("/buy/orders/" + id + "/wait").statusCode())
                        .isEqualTo(404);
                assertThat(other.get("/buy/orders/" + id + "/thanks").statusCode())
                        .isEqualTo(404);
            }
            assertThat(other.get("/orders?before=" + order.id()).body()).doesNotContain("Standard pack ×");
        }
    }
}
