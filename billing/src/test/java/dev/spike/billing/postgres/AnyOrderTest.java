package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Shop.anybody;
import static dev.spike.billing.postgres.Shop.credits;
import static dev.spike.billing.postgres.Shop.product;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.provider.Delivery;
import dev.spike.billing.provider.ProviderEvent;
import dev.spike.ledger.Billable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever the order in which a provider tells, and however often, the end is the same. */
@Tag("thorough")
class AnyOrderTest {

    private static final int WALKS = 60;

    private final Shop shop = new Shop();
    private final Billing billing =
            shop.billing(Shop.catalogue(product("team", "10.00 USD", credits(100), new Seats.Seat(10))));
    private final Wire wire = new Wire(shop, billing);

    @AfterEach
    void close() {
        shop.close();
    }

    /** An order whose page was paid, and nobody knows it yet. */
    private final class Story {

        private final Billable owner = anybody();
        private final Order.Paid order;
        private final ProviderEvent paid;
        private final Instant start = shop.now();

        Story() {
            var buyer = billing.of(owner);
            buyer.addToCart("team", 1);
            var pending = Shop.page(buyer).order();
            var payment = shop.provider.pay(pending.id().text());
            var nothing = Money.parse("0 USD");
            order = new Order.Paid(pending.terms(), start, payment, nothing, new Order.Disputed(nothing, nothing));
            paid = wire.paid(pending.id(), payment);
        }

        ProviderEvent lost(int day, String money) {
            return new ProviderEvent.DisputeLost(
                    start.plus(Duration.ofDays(day)),
                    wire.lost("dp_" + order.id(), order, money).dispute());
        }

        ProviderEvent opened(int day, String money) {
            return new ProviderEvent.DisputeOpened(
                    start.plus(Duration.ofDays(day)),
                    wire.opened("dp_" + order.id(), order, money).dispute());
        }

        ProviderEvent won(int day, String money) {
            return new ProviderEvent.DisputeWon(
                    start.plus(Duration.ofDays(day)),
                    wire.won("dp_" + order.id(), order, money).dispute());
        }

        ProviderEvent refunded(String id, String money) {
            return wire.refunded(id + order.id(), order, money);
        }

        ProviderEvent refundFailed(String id, String money) {
            return wire.refundFailed(id + order.id(), order, money);
        }

        /** Everything that anybody can see. */
        String end() {
            var now = (Order.Paid) billing.of(owner).order(order.id()).orElseThrow();
            return shop.credits.of(owner, "credits").balance() + " seats "
                    + shop.value("SELECT coalesce(sum(seats), 0) FROM seats WHERE billable_id = '" + owner.billableId()
                            + "'")
                    + " refunded " + now.refunded() + " " + now.disputed() + " provided "
                    + shop.value(
                            "SELECT count(*) FROM spike_provide_history WHERE provided_at IS NOT NULL AND source = '"
                                    + order.id() + "'");
        }
    }

    private String endOf(Story story, List<ProviderEvent> events) {
        for (var event : events) {
            wire.tells(event);
        }
        return story.end();
    }

    private static <T> List<List<T>> permutations(List<T> things) {
        if (things.isEmpty()) {
            return List.of(List.of());
        }
        var all = new ArrayList<List<T>>();
        for (int i = 0; i < things.size(); i++) {
            var others = new ArrayList<>(things);
            var first = others.remove(i);
            permutations(others).forEach(rest -> {
                var whole = new ArrayList<T>(List.of(first));
                whole.addAll(rest);
                all.add(whole);
            });
        }
        return all;
    }

    private List<ProviderEvent> sixEvents(Story story) {
        return List.of(
                story.paid,
                story.refunded("re_1", "2.50 USD"),
                story.refunded("re_2", "3.33 USD"),
                story.opened(1, "10.00 USD"),
                story.lost(2, "10.00 USD"),
                story.won(3, "10.00 USD"));
    }

    @Test
    void six_events_end_the_same_in_all_720_orders() {
        for (var order : permutations(List.of(0, 1, 2, 3, 4, 5))) {
            var story = new Story();
            var events = sixEvents(story);
            var told = new ArrayList<>(order.stream().map(events::get).toList());

            assertThat(endOf(story, told))
                    .as("told in the order %s", order)
                    .isEqualTo("Balance[available=41, held=0, owed=0] seats 4 refunded 5.83 USD"
                            + " Disputed[open=0.00 USD, lost=0.00 USD] provided 2");
        }
        assertThat(billing.inbox(10)).isEmpty();
    }

    @Test
    void a_dispute_that_ends_lost_ends_the_same_in_all_orders_also_at_one_instant() {
        for (var order : permutations(List.of(0, 1, 2, 3, 4))) {
            var story = new Story();
            var events = List.of(
                    story.paid,
                    story.refunded("re_1", "2.50 USD"),
                    story.won(1, "4.00 USD"),
                    story.lost(2, "4.00 USD"),
                    story.opened(2, "4.00 USD"));
            var told = new ArrayList<>(order.stream().map(events::get).toList());

            assertThat(endOf(story, told))
                    .as("told in the order %s", order)
                    .isEqualTo("Balance[available=35, held=0, owed=0] seats 3 refunded 2.50 USD"
                            + " Disputed[open=0.00 USD, lost=4.00 USD] provided 2");
        }
    }

    @Test
    void a_refund_that_failed_ends_the_same_in_all_orders() {
        for (var order : permutations(List.of(0, 1, 2, 3))) {
            var story = new Story();
            var events = List.of(
                    story.paid,
                    story.refunded("re_1", "10.00 USD"),
                    story.refundFailed("re_1", "10.00 USD"),
                    story.refunded("re_2", "1.00 USD"));
            var told = new ArrayList<>(order.stream().map(events::get).toList());

            assertThat(endOf(story, told))
                    .as("told in the order %s", order)
                    .isEqualTo("Balance[available=90, held=0, owed=0] seats 9 refunded 1.00 USD"
                            + " Disputed[open=0.00 USD, lost=0.00 USD] provided 2");
        }
    }

    @Test
    void any_walk_with_duplicates_delays_failures_and_loss_ends_as_the_books_of_the_provider_say() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int walk = 0; walk < WALKS; walk++) {
            var story = new Story();
            long expected = walked(random, story);

            assertThat(story.end())
                    .as("seed %d, walk %d", seed, walk)
                    .startsWith("Balance[available=" + (100 - expected) + ", held=0, owed=0] seats "
                            + (10 - (expected + 9) / 10) + " ");
        }
        assertThat(billing.inbox(10)).as("seed %d", seed).isEmpty();
    }

    /** Answers how much percent of the money is gone in the end; it goes in whole tenths of a unit, so shares are exact. */
    private long walked(Random random, Story story) {
        long refunded = 0;
        var events = new ArrayList<ProviderEvent>(List.of(story.paid));
        for (int i = 0; i < random.nextInt(4); i++) {
            int tenths = 1 + random.nextInt(60);
            var money = Money.of(tenths * 10L, "USD").toString();
            events.add(story.refunded("re_" + i, money));
            if (random.nextInt(3) == 0) {
                events.add(story.refundFailed("re_" + i, money));
            } else {
                refunded += tenths;
            }
        }
        int disputed = 1 + random.nextInt(100);
        var money = Money.of(disputed * 10L, "USD").toString();
        long lost = 0;
        for (int day = 1; day <= random.nextInt(4); day++) {
            boolean isLost = random.nextBoolean();
            events.add(isLost ? story.lost(day, money) : story.won(day, money));
            lost = isLost ? disputed : 0;
        }
        deliver(random, events);
        return Math.min(100, Math.min(100, refunded) + lost);
    }

    private void deliver(Random random, List<ProviderEvent> events) {
        var deliveries = new ArrayList<Delivery>();
        for (var event : events) {
            var delivery = shop.provider.deliveries.tell(event);
            deliveries.addAll(Collections.nCopies(random.nextInt(3), delivery));
        }
        Collections.shuffle(deliveries, random);
        for (var delivery : deliveries) {
            shop.seats.failing(random.nextInt(3) == 0);
            wire.arrives(delivery);
            if (random.nextBoolean()) {
                wire.work();
            }
            shop.later(Duration.ofSeconds(random.nextInt(100)));
        }
        shop.seats.failing(false);
        billing.catchUp(1_000);
        wire.workOff();
    }
}
