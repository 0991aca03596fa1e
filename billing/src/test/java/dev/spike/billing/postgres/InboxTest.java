package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Shop.CREDITS;
import static dev.spike.billing.postgres.Shop.anybody;
import static dev.spike.billing.postgres.Shop.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.billing.Billing;
import dev.spike.billing.BillingEvent;
import dev.spike.billing.BillingException;
import dev.spike.billing.Buyer;
import dev.spike.billing.DeliveryState;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.Received;
import dev.spike.billing.UnsettledDelivery;
import dev.spike.billing.postgres.FakeProvider.Mood;
import dev.spike.billing.provider.Delivery;
import dev.spike.billing.provider.Invoice;
import dev.spike.billing.provider.Payment;
import dev.spike.billing.provider.ProviderEvent;
import dev.spike.ledger.Billable;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What providers tell is kept first and takes effect later, once, whatever comes twice, late or never. */
class InboxTest {

    private final Shop shop = new Shop();
    private final Billing billing = shop.billing();
    private final Wire wire = new Wire(shop, billing);
    private final Billable owner = anybody();
    private final Buyer buyer = billing.of(owner);

    @AfterEach
    void close() {
        shop.close();
    }

    private Order.Pending ordered() {
        buyer.addToCart("pack-5", 1);
        return page(buyer).order();
    }

    private ProviderEvent.CheckoutPaid paid(Order.Pending order) {
        return wire.paid(order.id(), shop.provider.pay(order.id().text()));
    }

    private String states() {
        return shop.value("SELECT coalesce(string_agg(state, ' ' ORDER BY number), '') FROM spike_inbox");
    }

    private UnsettledDelivery unsettled() {
        var unsettled = billing.inbox(10);
        assertThat(unsettled).hasSize(1);
        return unsettled.get(0);
    }

    @Test
    void a_webhook_is_kept_and_answered_before_it_takes_effect() {
        var event = paid(ordered());

        assertThat(wire.received(shop.provider.deliveries.tell(event))).isInstanceOf(Received.Stored.class);
        assertThat(shop.balance(owner, CREDITS)).isZero();

        assertThat(wire.work()).isEqualTo(1);
        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
        assertThat(wire.work()).isZero();
        assertThat(states()).isEqualTo("done");
    }

    @Test
    void the_same_delivery_twice_is_one() {
        var delivery = wire.arrives(paid(ordered()));

        assertThat(wire.received(delivery)).isEqualTo(new Received.Duplicate(delivery.id()));
        wire.work();
        assertThat(wire.received(delivery)).isEqualTo(new Received.Duplicate(delivery.id()));

        assertThat(wire.work()).isZero();
        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
    }

    @Test
    void two_deliveries_of_one_payment_pay_once() {
        var event = paid(ordered());
        wire.arrives(event);
        wire.arrives(event);

        wire.work();

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
        assertThat(states()).isEqualTo("done done");
    }

    @Test
    void what_is_not_known_or_not_ours_is_kept_and_ignored() {
        wire.tells(new ProviderEvent.Irrelevant(shop.now(), "customer.tickled"));
        wire.arrives(new Delivery("evt_new", "of.next.year", "{\"id\": \"evt_new\"}"));
        wire.work();

        assertThat(states()).isEqualTo("ignored ignored");
        assertThat(billing.inbox(10)).isEmpty();
    }

    @Test
    void an_expired_page_cancels_its_order() {
        var order = ordered();

        wire.tells(new ProviderEvent.CheckoutExpired(shop.now(), order.id().text()));

        assertThat(buyer.order(order.id())).get().isInstanceOf(Order.Cancelled.class);
    }

    @Test
    void an_invoice_is_told_of_once_it_is_paid() {
        ordered();
        var invoice = new Invoice("in_1", "2026-1", Money.parse("5.00 USD"), Invoice.Status.PAID, shop.now(), null);

        wire.tells(new ProviderEvent.InvoicePaid(
                shop.now(), "cus_" + owner.billableType() + "_" + owner.billableId(), invoice));

        assertThat(shop.events()).containsExactly(new BillingEvent.InvoicePaid(owner, invoice));
    }

    @Test
    void what_is_about_something_unknown_waits_with_its_reason_longer_each_time() {
        var payment = new Payment("pay_far", Money.parse("5.00 USD"), shop.now(), null);
        wire.tells(new ProviderEvent.CheckoutPaid(shop.now(), "ord_of_another_shop", payment));

        assertThat(unsettled())
                .returns(DeliveryState.WAITING, UnsettledDelivery::state)
                .returns("CheckoutPaid", UnsettledDelivery::type)
                .satisfies(waiting -> assertThat(waiting.story())
                        .returns("The checkout 'ord_of_another_shop' is not known yet.", story -> story.cause())
                        .returns(Shop.START, story -> story.since())
                        .returns(1, story -> story.attempts())
                        .returns(Shop.START.plusSeconds(60), story -> story.nextAttemptAt()));

        assertThat(wire.work()).isZero();
        shop.later(Duration.ofMinutes(1));
        assertThat(wire.work()).isEqualTo(1);
        assertThat(unsettled().story())
                .returns(Shop.START, story -> story.since())
                .returns(Shop.START.plusSeconds(60 + 120), story -> story.nextAttemptAt());
    }

    @Test
    void after_a_hundred_attempts_it_is_no_longer_tried_by_itself() {
        wire.tells(new ProviderEvent.CheckoutExpired(shop.now(), "ord_of_another_shop"));
        shop.run("UPDATE spike_inbox SET attempts = 99, next_attempt_at = '2026-04-15T12:00:00Z'");

        wire.work();

        assertThat(unsettled().story())
                .returns(100, story -> story.attempts())
                .returns(null, story -> story.nextAttemptAt());
        shop.later(Duration.ofDays(1_000));
        assertThat(wire.work()).isZero();
    }

    @Test
    void one_that_fails_is_kept_with_its_cause_and_stops_no_other() {
        var order = ordered();
        var payment = shop.provider.pay(order.id().text());
        var another = billing.of(anybody());
        another.addToCart("pack-5", 1);
        var other = page(another).order();
        // the provider gives two orders one payment, which cannot be
        wire.arrives(wire.paid(order.id(), payment));
        wire.arrives(wire.paid(other.id(), payment));
        wire.arrives(new ProviderEvent.Irrelevant(shop.now(), "something"));

        assertThat(wire.work()).isEqualTo(3);

        assertThat(states()).isEqualTo("done failed ignored");
        assertThat(unsettled().story().cause()).contains("spike_checkouts_payment");
        assertThat(shop.credits.of(another.billable()).balance().available()).isZero();
    }

    @Test
    void one_that_breaks_with_an_error_is_kept_with_its_cause_and_stops_no_other() {
        var broken = wire.arrives(new ProviderEvent.Irrelevant(shop.now(), "something"));
        shop.provider.deliveries.breakReading(broken.id());
        wire.arrives(paid(ordered()));

        assertThat(wire.work()).isEqualTo(2);

        assertThat(states()).isEqualTo("failed done");
        assertThat(unsettled().story().cause()).isEqualTo("NoClassDefFoundError: provider/Event");
        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
    }

    @Test
    void what_failed_is_tried_again_at_once_when_somebody_asks() {
        var order = ordered();
        var event = paid(order);
        shop.run("ALTER TABLE spike_carts RENAME TO spike_hidden");
        wire.tells(event);
        shop.run("ALTER TABLE spike_hidden RENAME TO spike_carts");
        assertThat(unsettled().state()).isEqualTo(DeliveryState.FAILED);
        long id = unsettled().id();

        assertThat(billing.retryInbox(id)).contains(DeliveryState.DONE);

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
        assertThat(billing.inbox(10)).isEmpty();
        assertThat(billing.retryInbox(id)).contains(DeliveryState.DONE);
        assertThat(billing.retryInbox(id + 1)).isEmpty();
        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
    }

    @Test
    void bodies_are_dropped_after_their_time_and_the_outcome_stays() {
        wire.tells(paid(ordered()));
        shop.later(Duration.ofDays(30));
        assertThat(billing.forgetBodies(shop.now())).isZero();

        shop.later(Duration.ofMillis(1));
        assertThat(billing.forgetBodies(shop.now())).isEqualTo(1);
        assertThat(billing.forgetBodies(shop.now())).isZero();

        assertThat(shop.value("SELECT state || ' ' || event_id || ' ' || (body IS NULL) FROM spike_inbox"))
                .isEqualTo("done evt_1 true");
    }

    @Test
    void what_was_not_settled_before_its_body_was_dropped_stays_listed_and_is_not_tried() {
        wire.tells(new ProviderEvent.CheckoutExpired(shop.now(), "ord_of_another_shop"));
        shop.later(Duration.ofDays(31));

        billing.forgetBodies(shop.now());

        assertThat(wire.work()).isZero();
        assertThat(unsettled())
                .returns(DeliveryState.FAILED, UnsettledDelivery::state)
                .satisfies(failed -> assertThat(failed.story().cause()).startsWith("The body was dropped"));
        assertThat(billing.retryInbox(unsettled().id())).contains(DeliveryState.FAILED);
    }

    @Test
    void what_never_arrived_is_caught_up_with() {
        var event = paid(ordered());
        shop.provider.deliveries.tell(event);
        shop.provider.deliveries.tell(event);

        assertThat(billing.catchUp(100)).isEqualTo(2);
        assertThat(billing.catchUp(100)).isZero();
        wire.work();

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
    }

    @Test
    void a_later_one_that_arrived_by_itself_hides_no_earlier_one_that_did_not() {
        var lost = shop.provider.deliveries.tell(paid(ordered()));
        wire.arrives(new ProviderEvent.Irrelevant(shop.now(), "later"));

        assertThat(billing.catchUp(100)).isEqualTo(1);

        assertThat(shop.value("SELECT count(*) FROM spike_inbox WHERE event_id = '" + lost.id() + "'"))
                .isEqualTo("1");
    }

    @Test
    void more_than_a_page_is_asked_for_page_by_page() {
        for (int i = 0; i < 250; i++) {
            shop.provider.deliveries.tell(new ProviderEvent.Irrelevant(shop.now(), "something"));
        }

        assertThat(billing.catchUp(101)).isEqualTo(101);
        assertThat(billing.catchUp(1_000)).isEqualTo(149);
    }

    @Test
    void a_provider_that_has_forgotten_where_we_were_is_asked_for_all_it_has() {
        shop.provider.deliveries.tell(new ProviderEvent.Irrelevant(shop.now(), "old"));
        billing.catchUp(100);
        var kept = shop.provider.deliveries.tell(new ProviderEvent.Irrelevant(shop.now(), "newer"));
        shop.provider.deliveries.forgetBefore(kept.id());

        assertThat(billing.catchUp(100)).isEqualTo(1);
        assertThat(billing.catchUp(100)).isZero();
    }

    @Test
    void a_provider_that_does_not_answer_is_asked_another_time() {
        shop.provider.deliveries.tell(new ProviderEvent.Irrelevant(shop.now(), "something"));
        shop.provider.next(Mood.IS_NOT_REACHED).next(Mood.REFUSES);

        assertThat(billing.catchUp(100)).isZero();
        assertThat(billing.catchUp(100)).isZero();
        assertThat(billing.catchUp(100)).isEqualTo(1);
    }

    @Test
    void without_a_provider_nothing_is_read() {
        wire.arrives(paid(ordered()));
        var alone = PostgresBilling.on(shop.dataSource(), shop.credits).build();

        assertThat(alone.workInbox(shop.now(), 10)).isZero();
        assertThat(alone.catchUp(10)).isZero();
        assertThat(alone.reconcile(shop.now(), 10)).isZero();
        assertThatExceptionOfType(BillingException.class).isThrownBy(() -> alone.retryInbox(1));
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(
                        () -> alone.receive(FakeDeliveries.webhook(new byte[0], FakeDeliveries.SECRET, shop.now())));
    }

    @Test
    void listeners_hear_nothing_of_what_was_rolled_back() {
        var event = paid(ordered());
        // fails at the very end, after the order was paid and provided
        shop.run("ALTER TABLE spike_inbox ADD CONSTRAINT never_done CHECK (state <> 'done')");
        wire.tells(event);

        assertThat(shop.events()).isEmpty();
        assertThat(shop.balance(owner, CREDITS)).isZero();
        assertThat(unsettled().state()).isEqualTo(DeliveryState.FAILED);
    }
}
