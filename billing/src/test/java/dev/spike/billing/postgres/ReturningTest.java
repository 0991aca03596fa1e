package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Shop.CREDITS;
import static dev.spike.billing.postgres.Shop.SMS;
import static dev.spike.billing.postgres.Shop.anybody;
import static dev.spike.billing.postgres.Shop.credits;
import static dev.spike.billing.postgres.Shop.product;
import static dev.spike.billing.postgres.Shop.sms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.billing.BillingEvent;
import dev.spike.billing.Buyer;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CatalogueSettings;
import dev.spike.billing.CatalogueSettings.Payments;
import dev.spike.billing.CatalogueSettings.SpentOnRefund;
import dev.spike.billing.DeliveryState;
import dev.spike.billing.Lifetime;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.postgres.FakeProvider.Mood;
import dev.spike.ledger.Balance;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.VoidRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Money goes back, and its share of what it bought goes too: what is free of it, never more, never twice. */
class ReturningTest {

    private static final Catalogue CATALOGUE = Shop.catalogue(
            product("three", "3.00 USD", credits(3)),
            product("hundred", "10.00 USD", credits(100)),
            product("both", "10.00 USD", credits(100), sms(10)),
            product("monthly", "10.00 USD", credits(100).expiringAfter(Lifetime.parse("P1M"))),
            product("empty", "10.00 USD", credits(0)),
            product("huge", "92233720368547758.07 USD", credits(Long.MAX_VALUE)),
            product("team", "9.00 USD", new Seats.Seat(3), credits(30)));

    private final Shop shop = new Shop();
    private final Billable owner = anybody();
    private final CreditAccount account = shop.credits.of(owner, "credits");

    @AfterEach
    void close() {
        shop.close();
    }

    private static Catalogue with(SpentOnRefund spent) {
        var all = CATALOGUE.settings();
        var settings = new CatalogueSettings(
                all.path(),
                all.provider(),
                all.zone(),
                all.credits(),
                all.subscriptions(),
                new Payments(spent, all.payments().webhooksKeep()));
        return new Catalogue(CATALOGUE.creditTypes(), CATALOGUE.products(), List.of(), List.of(), List.of(), settings);
    }

    private final Billing billing = shop.billing(with(SpentOnRefund.FORGIVE));
    private final Wire wire = new Wire(shop, billing);
    private final Buyer buyer = billing.of(owner);

    private Order.Paid bought(String product) {
        buyer.addToCart(product, 1);
        return shop.bought(buyer);
    }

    private Order.Paid now(Order.Paid order) {
        return (Order.Paid) buyer.order(order.id()).orElseThrow();
    }

    private long left() {
        return account.balance().total();
    }

    private static Money usd(String amount) {
        return Money.parse(amount + " USD");
    }

    @ParameterizedTest
    @CsvSource({"0.00, 3", "0.01, 2", "1.00, 2", "1.01, 1", "2.00, 1", "2.99, 0", "3.00, 0", "3.01, 0", "99.00, 0"})
    void the_share_of_a_refund_goes_rounded_up(String money, long left) {
        var order = bought("three");

        wire.tells(wire.refunded("re_1", order, money + " USD"));

        assertThat(left()).isEqualTo(left);
        assertThat(billing.inbox(10)).isEmpty();
    }

    @Test
    void a_refund_in_parts_comes_to_the_same_as_at_once() {
        var order = bought("three");

        wire.tells(wire.refunded("re_1", order, "0.01 USD"));
        assertThat(left()).isEqualTo(2);
        wire.tells(wire.refunded("re_2", order, "0.99 USD"));
        assertThat(left()).isEqualTo(2);
        wire.tells(wire.refunded("re_3", order, "1.00 USD"));
        assertThat(left()).isEqualTo(1);
        wire.tells(wire.refunded("re_4", order, "1.00 USD"));
        assertThat(left()).isZero();
        wire.tells(wire.refunded("re_5", order, "1.00 USD"));
        assertThat(left()).isZero();
    }

    @Test
    void every_grant_that_the_money_bought_loses_its_share() {
        var order = bought("both");

        wire.tells(wire.refunded("re_1", order, "2.50 USD"));

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(75);
        assertThat(shop.balance(owner, SMS)).isEqualTo(7);
    }

    @Test
    void credits_of_other_orders_stay() {
        var order = bought("hundred");
        bought("hundred");
        account.add(50);

        wire.tells(wire.refunded("re_1", order, "10.00 USD"));

        assertThat(left()).isEqualTo(150);
    }

    @Test
    void a_refund_told_twice_or_by_two_deliveries_counts_once() {
        var order = bought("hundred");
        var event = wire.refunded("re_1", order, "2.00 USD");

        wire.tells(event);
        wire.tells(event);

        assertThat(left()).isEqualTo(80);
        assertThat(now(order).refunded()).isEqualTo(usd("2.00"));
        assertThat(shop.events().stream().filter(BillingEvent.Refunded.class::isInstance))
                .containsExactly(new BillingEvent.Refunded(owner, order.id(), usd("2.00"), usd("2.00")));
    }

    @Test
    void our_own_refund_counts_at_once_and_its_webhook_changes_nothing() {
        var order = bought("hundred");

        buyer.refund(order.id(), usd("5.00"), "not needed");
        assertThat(left()).isEqualTo(50);
        var asked = shop.provider.everReturned().get(0);
        wire.tells(wire.refunded("re_" + asked.key(), order, "5.00 USD"));

        assertThat(left()).isEqualTo(50);
        assertThat(now(order).refunded()).isEqualTo(usd("5.00"));
    }

    @Test
    void a_refund_before_its_payment_is_known_waits_for_it() {
        buyer.addToCart("hundred", 1);
        var pending = Shop.page(buyer).order();
        var payment = shop.provider.pay(pending.id().text());
        var paid =
                new Order.Paid(pending.terms(), shop.now(), payment, usd("0"), new Order.Disputed(usd("0"), usd("0")));
        wire.tells(wire.refunded("re_1", paid, "4.00 USD"));
        assertThat(billing.inbox(10))
                .singleElement()
                .returns(DeliveryState.WAITING, waiting -> waiting.state())
                .satisfies(waiting -> assertThat(waiting.story().cause())
                        .isEqualTo("The payment '" + payment.id() + "' is not known yet."));

        wire.tells(wire.paid(pending.id(), payment));

        assertThat(left()).isEqualTo(60);
        assertThat(billing.inbox(10)).isEmpty();
    }

    @Test
    void what_is_spent_of_it_is_forgiven() {
        var order = bought("hundred");
        account.spend(60);

        wire.tells(wire.refunded("re_1", order, "5.00 USD"));
        assertThat(account.balance()).isEqualTo(new Balance(0, 0, 0));
        account.add(500);
        wire.tells(wire.refunded("re_2", order, "5.00 USD"));

        assertThat(left()).isEqualTo(500);
    }

    @Test
    void a_held_part_counts_as_spent() {
        var order = bought("hundred");
        var hold = account.hold(HoldRequest.of(70)).hold();

        wire.tells(wire.refunded("re_1", order, "10.00 USD"));
        assertThat(account.balance()).isEqualTo(new Balance(0, 70, 0));

        account.release(hold);
        assertThat(left()).isEqualTo(70);
    }

    @Test
    void what_was_forgiven_is_not_taken_later() {
        var order = bought("hundred");
        var hold = account.hold(HoldRequest.of(100)).hold();
        wire.tells(wire.refunded("re_1", order, "5.00 USD"));
        account.release(hold);

        wire.tells(wire.refunded("re_2", order, "1.00 USD"));

        assertThat(left()).isEqualTo(90);
    }

    @Test
    void of_an_expired_grant_nothing_is_taken() {
        var order = bought("monthly");
        account.spend(30);
        account.add(500);
        shop.later(Duration.ofDays(40));

        wire.tells(wire.refunded("re_1", order, "10.00 USD"));

        assertThat(account.balance()).isEqualTo(new Balance(500, 0, 0));
        assertThat(now(order).refunded()).isEqualTo(usd("10.00"));
        assertThat(billing.inbox(10)).isEmpty();
        assertThat(billing.failedTakeBacks(10)).isEmpty();
    }

    @Test
    void of_a_voided_grant_nothing_is_taken_and_nothing_comes_back() {
        var order = bought("hundred");
        account.voidGrant(VoidRequest.of(account.grants().get(0).id()));
        account.add(500);

        wire.tells(wire.refunded("re_1", order, "10.00 USD"));
        wire.tells(wire.refundFailed("re_1", order, "10.00 USD"));

        assertThat(account.balance()).isEqualTo(new Balance(500, 0, 0));
    }

    @Test
    void credits_of_nothing_lose_nothing() {
        var order = bought("empty");

        wire.tells(wire.refunded("re_1", order, "10.00 USD"));

        assertThat(left()).isZero();
        assertThat(billing.failedTakeBacks(10)).isEmpty();
    }

    @Test
    void the_share_is_exact_to_the_end_of_64_bits() {
        var order = bought("huge");

        wire.tells(wire.refunded("re_1", order, "92233720368547758.06 USD"));
        assertThat(left()).isEqualTo(1);
        wire.tells(wire.refunded("re_2", order, "92233720368547758.07 USD"));
        assertThat(left()).isZero();
        wire.tells(wire.refundFailed("re_2", order, "92233720368547758.07 USD"));
        wire.tells(wire.refundFailed("re_1", order, "92233720368547758.06 USD"));

        assertThat(left()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_refund_that_failed_gives_back_exactly_what_was_taken() {
        var order = bought("hundred");
        account.spend(60);
        wire.tells(wire.refunded("re_1", order, "5.00 USD"));
        assertThat(left()).isZero();

        wire.tells(wire.refundFailed("re_1", order, "5.00 USD"));

        assertThat(left()).isEqualTo(40);
        assertThat(now(order).refunded()).isEqualTo(usd("0"));
        wire.tells(wire.refunded("re_1", order, "5.00 USD"));
        assertThat(left()).isEqualTo(40);
    }

    @Test
    void after_a_refund_that_failed_the_money_can_be_returned_again() {
        var order = bought("hundred");
        buyer.refund(order.id(), usd("10.00"), "not needed");
        var asked = shop.provider.everReturned().get(0);
        wire.tells(wire.refundFailed("re_" + asked.key(), order, "10.00 USD"));
        assertThat(left()).isEqualTo(100);

        buyer.refund(order.id(), usd("10.00"), "not needed");

        assertThat(left()).isZero();
    }

    @Test
    void an_open_dispute_moves_nothing_and_is_seen_on_the_order() {
        var order = bought("hundred");

        wire.tells(wire.opened("dp_1", order, "10.00 USD"));

        assertThat(left()).isEqualTo(100);
        assertThat(now(order).disputed()).isEqualTo(new Order.Disputed(usd("10.00"), usd("0")));
        assertThat(now(order).returned()).isEqualTo(usd("0"));
    }

    @Test
    void a_lost_dispute_takes_like_a_refund_and_a_won_one_gives_back() {
        var order = bought("hundred");
        account.spend(20);
        wire.tells(wire.opened("dp_1", order, "10.00 USD"));
        shop.later(Duration.ofDays(1));

        wire.tells(wire.lost("dp_1", order, "10.00 USD"));
        assertThat(left()).isZero();
        assertThat(now(order).disputed()).isEqualTo(new Order.Disputed(usd("0"), usd("10.00")));
        shop.later(Duration.ofDays(1));
        wire.tells(wire.won("dp_1", order, "10.00 USD"));

        assertThat(left()).isEqualTo(80);
        assertThat(now(order).disputed()).isEqualTo(new Order.Disputed(usd("0"), usd("0")));
    }

    @Test
    void a_refund_and_a_lost_dispute_never_take_more_than_the_whole() {
        var order = bought("hundred");
        account.add(1_000);

        wire.tells(wire.refunded("re_1", order, "6.00 USD"));
        wire.tells(wire.lost("dp_1", order, "10.00 USD"));

        assertThat(left()).isEqualTo(1_000);
        assertThat(now(order).returned()).isEqualTo(usd("10.00"));
        shop.later(Duration.ofDays(1));
        wire.tells(wire.won("dp_1", order, "10.00 USD"));
        assertThat(left()).isEqualTo(1_040);
    }

    @Test
    void a_disputed_payment_has_no_room_for_another_refund() {
        var order = bought("hundred");
        wire.tells(wire.lost("dp_1", order, "10.00 USD"));

        buyer.refund(order.id(), usd("0.01"), "not needed");

        assertThat(shop.provider.everReturned()).isEmpty();
    }

    @Test
    void a_refund_in_another_currency_is_kept_as_a_failure() {
        var order = bought("hundred");

        wire.tells(wire.refunded("re_1", order, "1.00 EUR"));

        assertThat(left()).isEqualTo(100);
        assertThat(shop.value("SELECT count(*) FROM spike_refunds")).isEqualTo("0");
        assertThat(billing.inbox(10))
                .singleElement()
                .satisfies(failed -> assertThat(failed.story().cause()).contains("another currency"));
    }

    @Test
    void of_an_order_for_which_other_money_came_a_refund_is_noted() {
        buyer.addToCart("hundred", 1);
        var order = Shop.page(buyer).order();
        var payment = shop.provider.pay(order.id().text(), usd("99.00"));
        wire.tells(wire.paid(order.id(), payment));
        var paid = new Order.Paid(order.terms(), shop.now(), payment, usd("0"), new Order.Disputed(usd("0"), usd("0")));

        wire.tells(wire.refunded("re_1", paid, "99.00 USD"));

        assertThat(billing.inbox(10)).isEmpty();
        assertThat(shop.value("SELECT money_minor FROM spike_refunds")).isEqualTo("9900");
        assertThat(buyer.order(order.id())).get().isInstanceOf(Order.Mispaid.class);
    }

    /** The seller wants back what was spent, too. */
    private final Billing owing = shop.billing(with(SpentOnRefund.OWE));

    private final Wire owingWire = new Wire(shop, owing);

    @Test
    void what_is_spent_is_taken_of_other_credits_and_the_rest_is_owed() {
        var order = bought("hundred");
        account.spend(60);
        account.add(15);

        owingWire.tells(wire.refunded("re_1", order, "10.00 USD"));

        assertThat(account.balance()).isEqualTo(new Balance(-45, 0, 45));
    }

    @Test
    void what_is_owed_is_forgotten_when_the_refund_failed() {
        var order = bought("hundred");
        account.spend(60);
        account.add(15);
        owingWire.tells(wire.refunded("re_1", order, "10.00 USD"));

        owingWire.tells(wire.refundFailed("re_1", order, "10.00 USD"));

        assertThat(account.balance()).isEqualTo(new Balance(55, 0, 0));
    }

    @Test
    void what_was_repaid_meanwhile_comes_back_when_the_dispute_is_won() {
        var order = bought("hundred");
        account.spend(100);
        owingWire.tells(wire.lost("dp_1", order, "10.00 USD"));
        assertThat(account.balance()).isEqualTo(new Balance(-100, 0, 100));
        account.add(70);
        assertThat(account.balance()).isEqualTo(new Balance(-30, 0, 30));
        shop.later(Duration.ofDays(1));

        owingWire.tells(wire.won("dp_1", order, "10.00 USD"));

        assertThat(account.balance()).isEqualTo(new Balance(70, 0, 0));
    }

    @Test
    void of_an_expired_grant_nothing_is_owed() {
        var order = bought("monthly");
        account.spend(30);
        shop.later(Duration.ofDays(40));

        owingWire.tells(wire.refunded("re_1", order, "10.00 USD"));

        assertThat(account.balance()).isEqualTo(Balance.nothing());
    }

    private String seats() {
        return shop.value("SELECT coalesce(sum(seats), 0) FROM seats");
    }

    @Test
    void another_kind_takes_back_its_own_share_and_gives_it_again() {
        var order = bought("team");

        wire.tells(wire.refunded("re_1", order, "3.00 USD"));
        assertThat(seats()).isEqualTo("2");
        wire.tells(wire.refunded("re_2", order, "6.00 USD"));
        assertThat(seats()).isEqualTo("0");
        wire.tells(wire.refundFailed("re_1", order, "3.00 USD"));
        wire.tells(wire.refundFailed("re_2", order, "6.00 USD"));

        assertThat(seats()).isEqualTo("3");
        assertThat(shop.seats.takenBack().stream().map(takeBack -> takeBack.key()))
                .hasSize(4)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_kind_that_fails_to_take_back_is_noted_undone_and_tried_again() {
        var order = bought("team");
        shop.seats.failing(true);

        wire.tells(wire.refunded("re_1", order, "9.00 USD"));

        assertThat(seats()).isEqualTo("3");
        assertThat(left()).isZero();
        assertThat(billing.inbox(10)).isEmpty();
        assertThat(billing.failedTakeBacks(10))
                .singleElement()
                .returns("1.1", failed -> failed.position())
                .returns("IllegalStateException: The seats are being painted.", failed -> failed.cause())
                .returns(shop.now().plusSeconds(60), failed -> failed.nextAttemptAt());
        assertThat(billing.retryProviding(shop.now(), 10)).isZero();

        shop.later(Duration.ofMinutes(1));
        assertThat(billing.retryProviding(shop.now(), 10)).isEqualTo(1);
        shop.seats.failing(false);
        shop.later(Duration.ofMinutes(2));
        assertThat(billing.retryProviding(shop.now(), 10)).isEqualTo(1);

        assertThat(seats()).isEqualTo("0");
        assertThat(billing.failedTakeBacks(10)).isEmpty();
        shop.later(Duration.ofDays(1));
        assertThat(billing.retryProviding(shop.now(), 10)).isZero();
    }

    @Test
    void a_kind_that_breaks_with_an_error_when_it_takes_back_is_noted_and_the_rest_is_taken() {
        var order = bought("team");
        shop.seats.breaking(true);

        wire.tells(wire.refunded("re_1", order, "9.00 USD"));

        assertThat(seats()).isEqualTo("3");
        assertThat(left()).isZero();
        assertThat(billing.failedTakeBacks(10))
                .singleElement()
                .returns("NoClassDefFoundError: shop/Seat", failed -> failed.cause());
    }

    private Order.Paid boughtAndFailed() {
        shop.seats.failing(true);
        var order = bought("team");
        shop.seats.failing(false);
        assertThat(billing.failedProvisions(10)).hasSize(1);
        return order;
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.00 USD", "10.00 USD"})
    void what_was_wholly_refunded_is_not_provided_any_more(String money) {
        var order = boughtAndFailed();

        wire.tells(wire.refunded("re_1", order, money));
        shop.later(Duration.ofDays(1));

        assertThat(billing.retryProviding(shop.now(), 10)).isZero();
        assertThat(seats()).isEqualTo("0");
        assertThat(billing.failedProvisions(10)).isEmpty();
    }

    @Test
    void it_is_provided_after_all_when_the_refund_failed() {
        var order = boughtAndFailed();
        wire.tells(wire.refunded("re_1", order, "9.00 USD"));
        wire.tells(wire.refundFailed("re_1", order, "9.00 USD"));
        shop.later(Duration.ofDays(1));

        assertThat(billing.retryProviding(shop.now(), 10)).isEqualTo(1);

        assertThat(seats()).isEqualTo("3");
    }

    @Test
    void what_is_provided_after_a_part_was_refunded_is_the_other_part() {
        var order = boughtAndFailed();
        wire.tells(wire.refunded("re_1", order, "3.00 USD"));
        shop.later(Duration.ofDays(1));

        billing.retryProviding(shop.now(), 10);

        assertThat(seats()).isEqualTo("2");
        assertThat(left()).isEqualTo(20);
    }

    @Test
    void listeners_hear_of_changed_balances_and_of_the_refund() {
        var order = bought("hundred");
        int before = shop.events().size();

        wire.tells(wire.refunded("re_1", order, "4.00 USD"));
        wire.tells(wire.refunded("re_2", order, "1.00 USD"));

        assertThat(shop.events().subList(before, shop.events().size()))
                .containsExactly(
                        new BillingEvent.Refunded(owner, order.id(), usd("4.00"), usd("4.00")),
                        new BillingEvent.Refunded(owner, order.id(), usd("1.00"), usd("5.00")));
    }

    @Test
    void a_refund_whose_answer_was_lost_counts_when_it_is_told() {
        var order = bought("hundred");
        shop.provider.next(Mood.LOSES_THE_ANSWER);
        buyer.refund(order.id(), usd("5.00"), "not needed");
        assertThat(left()).isEqualTo(100);
        var asked = shop.provider.everReturned().get(0);

        wire.tells(wire.refunded("re_" + asked.key(), order, "5.00 USD"));
        assertThat(left()).isEqualTo(50);
        shop.later(Duration.ofMinutes(2));
        assertThat(billing.reconcile(shop.now(), 10)).isEqualTo(1);

        assertThat(left()).isEqualTo(50);
        assertThat(now(order).refunded()).isEqualTo(usd("5.00"));
    }
}
