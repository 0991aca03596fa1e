package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Shop.CREDITS;
import static dev.spike.billing.postgres.Shop.anybody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.billing.Buyer;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.RefundResult;
import dev.spike.ledger.SpikeException;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process that ends between any two statements, and after any commit, leaves what another one brings to its end, once. */
class CutTest {

    private final Shop shop = new Shop();
    private final Billing billing = shop.billing();

    @AfterEach
    void close() {
        shop.close();
    }

    /** A process that may end there. */
    private void dies(CutLine line, Consumer<Billing> work) {
        try {
            work.accept(shop.billingOn(line.dataSource()));
        } catch (SpikeException e) {
            assertThat(line.wasCut()).isTrue();
        }
    }

    private void workOff() {
        for (int i = 0; i < 3; i++) {
            shop.later(Duration.ofMinutes(16));
            billing.catchUp(1_000);
            billing.reconcile(shop.now(), 1_000);
            billing.workInbox(shop.now(), 1_000);
            billing.retryProviding(shop.now(), 1_000);
        }
        assertThat(billing.inbox(10)).isEmpty();
        assertThat(billing.failedProvisions(10)).isEmpty();
        assertThat(billing.failedTakeBacks(10)).isEmpty();
    }

    private static Order.Paid paid(Buyer buyer) {
        return (Order.Paid) buyer.orders(null, 1).orders().get(0);
    }

    @Test
    void a_checkout_that_was_cut_anywhere_leaves_one_page_and_is_paid_once() {
        CutLine line;
        int cut = 0;
        do {
            var owner = anybody();
            var buyer = billing.of(owner);
            buyer.addToCart("team", 1);
            line = CutLine.at(shop.dataSource(), ++cut);
            dies(line, node -> node.of(owner).checkout(Shop.PAGES));

            var page = (CheckoutResult.Page) buyer.checkout(Shop.PAGES);
            assertThat(shop.provider.openKeys())
                    .containsExactly(page.order().id().text());
            shop.provider.pay(page.order().id().text());
            workOff();

            assertThat(shop.balance(owner, CREDITS)).isEqualTo(50);
        } while (line.wasCut());

        assertThat(cut).isGreaterThan(15);
    }

    @Test
    void a_changed_cart_that_was_cut_anywhere_leaves_one_page() {
        CutLine line;
        int cut = 0;
        do {
            var owner = anybody();
            var buyer = billing.of(owner);
            buyer.addToCart("pack-5", 1);
            Shop.page(buyer);
            buyer.addToCart("pack-10", 1);
            line = CutLine.at(shop.dataSource(), ++cut);
            dies(line, node -> node.of(owner).checkout(Shop.PAGES));

            var page = (CheckoutResult.Page) buyer.checkout(Shop.PAGES);
            assertThat(shop.provider.openKeys())
                    .containsExactly(page.order().id().text());
            shop.provider.pay(page.order().id().text());
            workOff();

            assertThat(shop.balance(owner, CREDITS)).isEqualTo(1_500);
        } while (line.wasCut());

        assertThat(cut).isGreaterThan(20);
    }

    @Test
    void a_payment_whose_working_was_cut_anywhere_is_provided_once() {
        CutLine line;
        int cut = 0;
        do {
            var owner = anybody();
            var buyer = billing.of(owner);
            buyer.addToCart("team", 1);
            var order = Shop.page(buyer).order();
            var wire = new Wire(shop, billing);
            wire.arrives(wire.paid(order.id(), shop.provider.pay(order.id().text())));
            line = CutLine.at(shop.dataSource(), ++cut);
            dies(line, node -> node.workInbox(shop.now(), 10));

            workOff();

            assertThat(shop.balance(owner, CREDITS)).isEqualTo(50);
            assertThat(shop.value("SELECT sum(seats) FROM seats WHERE billable_id = '" + owner.billableId() + "'"))
                    .isEqualTo("3");
        } while (line.wasCut());

        assertThat(cut).isGreaterThan(30);
    }

    @Test
    void a_refund_that_was_cut_anywhere_is_returned_and_taken_back_once() {
        CutLine line;
        int cut = 0;
        do {
            var owner = anybody();
            var buyer = billing.of(owner);
            buyer.addToCart("pack-5", 1);
            shop.bought(buyer);
            int before = shop.provider.everReturned().size();
            var order = paid(buyer);
            line = CutLine.at(shop.dataSource(), ++cut);
            dies(line, node -> node.of(owner).refund(order.id(), Money.parse("2.00 USD"), "not needed"));

            workOff();
            if (shop.provider.everReturned().size() == before) {
                assertThat(buyer.refund(order.id(), Money.parse("2.00 USD"), "not needed"))
                        .isInstanceOf(RefundResult.Returned.class);
            }

            assertThat(shop.provider.everReturned()).hasSize(before + 1);
            assertThat(paid(buyer).refunded()).isEqualTo(Money.parse("2.00 USD"));
            assertThat(shop.balance(owner, CREDITS)).isEqualTo(300);
        } while (line.wasCut());

        assertThat(cut).isGreaterThan(20);
    }
}
