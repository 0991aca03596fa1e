package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Shop.anybody;
import static dev.spike.billing.postgres.Shop.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.billing.BillingError;
import dev.spike.billing.Buyer;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.OrderId;
import dev.spike.billing.RefundResult;
import dev.spike.billing.postgres.FakeProvider.Mood;
import dev.spike.ledger.InvalidRequestException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Money is asked back from the provider once, and never more than was paid. */
class RefundingTest {

    private static final Money ONE = Money.parse("1.00 USD");

    private final Shop shop = new Shop();
    private final Buyer buyer = shop.billing().of(anybody());
    private Order.Paid order;

    @BeforeEach
    void buy() {
        buyer.addToCart("pack-5", 1);
        order = shop.bought(buyer);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private RefundResult refund(String money) {
        return buyer.refund(order.id(), Money.parse(money), "not needed");
    }

    private static BillingError why(RefundResult result) {
        return ((RefundResult.Refused) result).why();
    }

    @Test
    void returns_parts_up_to_what_was_paid() {
        assertThat(refund("2.00 USD")).isInstanceOf(RefundResult.Returned.class);
        assertThat(refund("2.00 USD")).isInstanceOf(RefundResult.Returned.class);
        assertThat(why(refund("1.01 USD"))).isEqualTo(BillingError.REFUND_OUT_OF_RANGE);
        assertThat(refund("1.00 USD")).isInstanceOf(RefundResult.Returned.class);
        assertThat(why(refund("0.01 USD"))).isEqualTo(BillingError.REFUND_OUT_OF_RANGE);

        assertThat(shop.provider.everReturned()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.00 USD", "5.01 USD", "1.00 EUR"})
    void what_cannot_be_returned_is_refused_before_the_provider_is_asked(String money) {
        assertThat(why(refund(money))).isEqualTo(BillingError.REFUND_OUT_OF_RANGE);

        assertThat(shop.provider.everReturned()).isEmpty();
        assertThat(shop.value("SELECT count(*) FROM spike_refund_requests")).isEqualTo("0");
    }

    @Test
    void an_answer_that_was_lost_is_asked_for_again_and_returns_once() {
        shop.provider.next(Mood.LOSES_THE_ANSWER);
        assertThat(refund("2.00 USD")).isInstanceOf(RefundResult.TryAgain.class);
        assertThat(why(refund("1.00 USD"))).isEqualTo(BillingError.REFUND_UNANSWERED);

        assertThat(refund("2.00 USD")).isInstanceOf(RefundResult.Returned.class);

        assertThat(shop.provider.everReturned()).hasSize(1);
        assertThat(refund("3.00 USD")).isInstanceOf(RefundResult.Returned.class);
    }

    @Test
    void a_refund_that_failed_before_its_answer_came_is_not_returned_and_takes_nothing() {
        shop.provider.next(Mood.LOSES_THE_ANSWER);
        refund("2.00 USD");
        shop.provider.failRefund(shop.provider.everReturned().get(0).key());

        assertThat(why(refund("2.00 USD"))).isEqualTo(BillingError.PROVIDER_REFUSED);

        assertThat(shop.balance(buyer.billable(), Shop.CREDITS)).isEqualTo(500);
        assertThat(buyer.order(order.id())).contains(order);
        assertThat(refund("5.00 USD")).isInstanceOf(RefundResult.Returned.class);
        assertThat(shop.balance(buyer.billable(), Shop.CREDITS)).isZero();
    }

    @Test
    void a_provider_that_says_no_leaves_room_for_another_attempt() {
        shop.provider.next(Mood.REFUSES);

        assertThat(why(refund("5.00 USD"))).isEqualTo(BillingError.PROVIDER_REFUSED);

        assertThat(refund("5.00 USD")).isInstanceOf(RefundResult.Returned.class);
    }

    @Test
    void only_the_owner_s_orders_that_were_paid_with_money_can_be_refunded() {
        buyer.addToCart("pack-5", 1);
        var pending = page(buyer).order();
        var other = shop.billing().of(anybody());
        other.addToCart("gift", 1);
        other.checkout(Shop.PAGES);
        var free = other.orders(null, 1).orders().get(0);

        assertThat(why(buyer.refund(pending.id(), ONE, "no"))).isEqualTo(BillingError.ORDER_NOT_PAID);
        assertThat(why(other.refund(order.id(), ONE, "no"))).isEqualTo(BillingError.ORDER_NOT_PAID);
        assertThat(why(other.refund(free.id(), ONE, "no"))).isEqualTo(BillingError.ORDER_NOT_PAID);
        assertThat(why(buyer.refund(OrderId.random(), ONE, "no"))).isEqualTo(BillingError.ORDER_NOT_PAID);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "nul \0 inside"})
    void a_reason_that_cannot_be_kept_is_refused(String reason) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> buyer.refund(order.id(), ONE, reason));
    }
}
