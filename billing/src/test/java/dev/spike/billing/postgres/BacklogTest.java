package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Shop.START;
import static dev.spike.billing.postgres.Shop.anybody;
import static dev.spike.billing.postgres.Shop.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Backlog;
import dev.spike.billing.Backlog.Pile;
import dev.spike.billing.Billing;
import dev.spike.billing.Buyer;
import dev.spike.billing.Money;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The numbers are those of the lists; that they agree is seen after every test of billing. */
class BacklogTest {

    private static final int ALL = 1_000;

    private final Shop shop = new Shop();
    private final Billing billing = shop.billing();
    private final Wire wire = new Wire(shop, billing);
    private final Buyer buyer = billing.of(anybody());

    @AfterEach
    void close() {
        shop.close();
    }

    /** What every shop is asked when it closes. */
    static void agreesWithTheLists(Billing billing, Instant now) {
        var backlog = billing.backlog(now);
        var due = billing.waitingDue(now);
        assertThat(backlog.unsettled().count()).isEqualTo(billing.inbox(ALL).size());
        assertThat(backlog.due()).isEqualTo(new Pile(due.count(), due.oldest()));
        assertThat(backlog.failedDue().count()).isEqualTo(billing.failedDue(ALL).size());
        assertThat(backlog.purchases())
                .isEqualTo(new Backlog.Purchases(
                        billing.failedProvisions(ALL).size(),
                        billing.failedTakeBacks(ALL).size(),
                        billing.mispaidOrders(ALL).size(),
                        billing.extraPayments(ALL).size()));
    }

    @Test
    void is_nothing_where_nothing_happened() {
        var nothing = new Pile(0, null);

        assertThat(billing.backlog(shop.now()))
                .isEqualTo(new Backlog(nothing, nothing, nothing, nothing, new Backlog.Purchases(0, 0, 0, 0)));
    }

    @Test
    void counts_deliveries_that_nobody_has_looked_at_since_the_first_came() {
        buyer.addToCart("pack-5", 1);
        var order = page(buyer).order();
        wire.arrives(wire.paid(order.id(), shop.provider.pay(order.id().text())));

        shop.later(Duration.ofMinutes(5));
        assertThat(billing.backlog(shop.now()).arrived()).isEqualTo(new Pile(1, START));
        billing.workInbox(shop.now(), 10);

        assertThat(billing.backlog(shop.now()).arrived()).isEqualTo(new Pile(0, null));
    }

    @Test
    void counts_other_money_than_was_asked() {
        buyer.addToCart("pack-5", 1);
        var order = page(buyer).order();

        wire.tells(wire.paid(order.id(), shop.provider.pay(order.id().text(), Money.parse("4.99 USD"))));

        assertThat(billing.backlog(shop.now()).purchases()).isEqualTo(new Backlog.Purchases(0, 0, 1, 0));
    }

    @Test
    void counts_what_was_paid_and_could_not_be_provided() {
        shop.seats.failing(true);
        buyer.addToCart("team", 1);

        shop.bought(buyer);

        assertThat(billing.backlog(shop.now()).purchases()).isEqualTo(new Backlog.Purchases(1, 0, 0, 0));
    }
}
