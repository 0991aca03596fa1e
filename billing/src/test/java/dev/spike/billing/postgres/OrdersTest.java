package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Shop.START;
import static dev.spike.billing.postgres.Shop.anybody;
import static dev.spike.billing.postgres.Shop.credits;
import static dev.spike.billing.postgres.Shop.page;
import static dev.spike.billing.postgres.Shop.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.spike.billing.Buyer;
import dev.spike.billing.GroupedPurchase;
import dev.spike.billing.Order;
import dev.spike.billing.OrderId;
import dev.spike.billing.Product;
import dev.spike.billing.Purchase;
import dev.spike.ledger.Billable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was bought stays as it was, for its owner to see. */
class OrdersTest {

    private final Shop shop = new Shop();
    private final Billable owner = anybody();
    private final Buyer buyer = shop.billing().of(owner);

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void an_order_keeps_names_prices_and_provides_whatever_becomes_of_the_catalogue() {
        buyer.addToCart("pack-5", 2);
        var placed = page(buyer).order();
        var changed = shop.billing(Shop.catalogue(product("pack-5", "50.00 USD", credits(1))));

        shop.inside().paid(placed.id(), shop.provider.pay(placed.id().text()));

        var kept = changed.of(owner).order(placed.id()).orElseThrow();
        assertThat(kept.terms()).isEqualTo(placed.terms());
        assertThat(kept.lines()).singleElement().returns("The pack-5", line -> line.name());
        assertThat(shop.balance(owner, Shop.CREDITS)).isEqualTo(1000);
    }

    @Test
    void an_order_is_seen_by_its_owner_only() {
        buyer.addToCart("pack-5", 1);
        var order = shop.bought(buyer);

        assertThat(buyer.order(order.id())).contains(order);
        assertThat(shop.billing().of(anybody()).order(order.id())).isEmpty();
        assertThat(shop.billing().of(Billable.of("team", owner.billableId())).order(order.id()))
                .isEmpty();
        assertThat(buyer.order(OrderId.random())).isEmpty();
    }

    @Test
    void orders_are_read_in_pages_newest_first() {
        var made = new ArrayList<OrderId>();
        for (int i = 0; i < 5; i++) {
            buyer.addToCart("pack-5", i + 1);
            made.add(0, shop.bought(buyer).id());
        }
        shop.billing().of(anybody()).addToCart("pack-5", 1);

        var seen = new ArrayList<OrderId>();
        var pages = 0;
        @Nullable OrderId before = null;
        do {
            var page = buyer.orders(before, 2);
            page.orders().stream().map(Order::id).forEach(seen::add);
            before = page.next();
            pages++;
        } while (before != null);

        assertThat(seen).isEqualTo(made);
        assertThat(pages).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 101})
    void a_page_beyond_the_bounds_is_refused(int size) {
        assertThatIllegalArgumentException().isThrownBy(() -> buyer.orders(null, size));
    }

    @Test
    void k14_purchases_are_the_lines_of_paid_orders_and_grouped_by_product() {
        buyer.addToCart("pack-5", 1);
        buyer.addToCart("pack-10", 1);
        shop.bought(buyer);
        shop.later(Duration.ofDays(1));
        buyer.addToCart("pack-5", 2);
        shop.bought(buyer);
        shop.later(Duration.ofDays(1));
        buyer.addToCart("team", 9);
        page(buyer);

        assertThat(buyer.groupedPurchases())
                .containsExactly(
                        new GroupedPurchase("pack-5", "The pack-5", 3, START, START.plus(Duration.ofDays(1))),
                        new GroupedPurchase("pack-10", "The pack-10", 1, START, START));
        assertThat(buyer.purchases())
                .extracting(Purchase::productId, Purchase::quantity)
                .containsExactly(tuple("pack-5", 2), tuple("pack-5", 1), tuple("pack-10", 1));
    }

    @Test
    void k15_what_was_bought_counts_also_when_it_is_no_longer_in_the_catalogue() {
        buyer.addToCart("pack-5", 1);
        shop.bought(buyer);

        var pack = product("pack-5", "5.00 USD", credits(500));
        var archived = new Product(
                pack.id(), pack.name(), pack.description(), pack.features(), pack.prices(), pack.provides(), true);
        assertThat(shop.billing(Shop.catalogue(archived)).of(owner).hasPurchased("pack-5"))
                .isTrue();
        var later = shop.billing(Shop.catalogue(product("other", "1.00 USD"))).of(owner);

        assertThat(later.hasPurchased("pack-5")).isTrue();
        assertThat(later.hasPurchased("other")).isFalse();
        assertThat(shop.billing().of(anybody()).hasPurchased("pack-5")).isFalse();
    }

    @Test
    void an_order_id_is_found_in_a_text_only_where_it_is_one() {
        var id = OrderId.random();

        assertThat(OrderId.read(id.text())).contains(id);
        for (var text : List.of("", "ord_", id + "a", "ORD_" + id.text().substring(4), id.text() + "\n", "ord_\0")) {
            assertThat(OrderId.read(text)).isEmpty();
            assertThatIllegalArgumentException().isThrownBy(() -> new OrderId(text));
        }
    }
}
