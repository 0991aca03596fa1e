package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Shop.CREDITS;
import static dev.spike.billing.postgres.Shop.SMS;
import static dev.spike.billing.postgres.Shop.anybody;
import static dev.spike.billing.postgres.Shop.credits;
import static dev.spike.billing.postgres.Shop.product;
import static dev.spike.billing.postgres.Shop.sms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.Buyer;
import dev.spike.billing.Lifetime;
import dev.spike.billing.OrderLine.Provided;
import dev.spike.billing.Provision;
import dev.spike.ledger.Billable;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that was bought is given once, and one that fails takes nothing with it. */
class ProvidingTest {

    private final Shop shop = new Shop();
    private final Billable owner = anybody();
    private final Buyer buyer = shop.billing().of(owner);

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void h01_what_was_provided_is_in_the_history() {
        buyer.addToCart("pack-5", 1);
        assertThat(history()).isEqualTo("0");

        shop.bought(buyer);

        assertThat(history()).isEqualTo("2");
        assertThat(shop.value("SELECT string_agg(position, ' ' ORDER BY position) FROM spike_provide_history"
                        + " WHERE provided_at IS NOT NULL AND failed_at IS NULL AND attempts = 1"))
                .isEqualTo("1.1 1.2");
    }

    @Test
    void h01_what_was_provided_cannot_be_noted_again() {
        buyer.addToCart("pack-5", 1);
        var order = shop.bought(buyer);
        var again = new DueProvision(Owner.of(owner), order.id().text(), "1.1", Provided.of(credits(500)), 1, 0);

        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> shop.inside().noteProvided(again))
                .returns(BillingError.BILLING_BROKEN, BillingException::error);
    }

    private String history() {
        return shop.value("SELECT count(*) FROM spike_provide_history");
    }

    @Test
    void another_kind_is_provided_with_its_quantity_on_the_same_connection() {
        buyer.addToCart("team", 4);

        var order = shop.bought(buyer);

        assertThat(shop.seats.given())
                .singleElement()
                .returns(new Seats.Seat(12), Provision::providable)
                .returns(order.id().text() + "/1/2", Provision::key)
                .returns(order.id().text(), Provision::orderId);
        assertThat(shop.value("SELECT sum(seats) FROM seats")).isEqualTo("12");
    }

    @Test
    void h06_one_of_three_that_fails_is_noted_with_its_cause_and_the_others_stay() {
        shop.seats.failing(true);
        buyer.addToCart("team", 1);

        shop.bought(buyer);

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(50);
        assertThat(shop.balance(owner, SMS)).isEqualTo(7);
        assertThat(shop.value("SELECT count(*) FROM seats")).isEqualTo("0");
        assertThat(shop.value("SELECT cause FROM spike_provide_history"
                        + " WHERE position = '1.2' AND failed_at IS NOT NULL AND provided_at IS NULL"))
                .isEqualTo("IllegalStateException: The seats are being painted.");
        assertThat(shop.billing().failedProvisions(10))
                .singleElement()
                .returns("1.2", failed -> failed.position())
                .returns("seats", failed -> failed.kind())
                .returns(shop.now().plusSeconds(60), failed -> failed.nextAttemptAt());
    }

    @Test
    void one_that_breaks_with_an_error_is_noted_with_its_cause_and_the_others_stay() {
        shop.seats.breaking(true);
        buyer.addToCart("team", 1);

        shop.bought(buyer);

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(50);
        assertThat(shop.value("SELECT count(*) FROM seats")).isEqualTo("0");
        assertThat(shop.billing().failedProvisions(10))
                .singleElement()
                .returns("NoClassDefFoundError: shop/Seat", failed -> failed.cause());
        shop.seats.breaking(false);
        shop.later(Duration.ofMinutes(1));
        assertThat(retry()).isEqualTo(1);
        assertThat(shop.value("SELECT sum(seats) FROM seats")).isEqualTo("3");
    }

    @Test
    void what_failed_is_tried_again_when_it_is_due_and_provided_once() {
        shop.seats.failing(true);
        buyer.addToCart("team", 1);
        shop.bought(buyer);

        assertThat(retry()).isZero();
        shop.later(Duration.ofMinutes(1));
        assertThat(retry()).isEqualTo(1);
        assertThat(retry()).isZero();
        shop.seats.failing(false);
        shop.later(Duration.ofMinutes(2));
        assertThat(retry()).isEqualTo(1);
        shop.later(Duration.ofDays(1));
        assertThat(retry()).isZero();

        assertThat(shop.value("SELECT sum(seats) FROM seats")).isEqualTo("3");
        assertThat(shop.balance(owner, CREDITS)).isEqualTo(50);
        assertThat(shop.value("SELECT attempts || ' ' || cause FROM spike_provide_history"
                        + " WHERE position = '1.2' AND provided_at IS NOT NULL"))
                .isEqualTo("3 IllegalStateException: The seats are being painted.");
        assertThat(shop.billing().failedProvisions(10)).isEmpty();
    }

    private int retry() {
        return shop.billing().retryProviding(shop.now(), 100);
    }

    @Test
    void a_kind_that_is_no_longer_known_is_kept_as_a_failure() {
        buyer.addToCart("team", 1);
        var order = Shop.page(buyer).order();
        shop.forgetKinds();

        shop.inside().paid(order.id(), shop.provider.pay(order.id().text()));

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(50);
        assertThat(shop.value("SELECT cause FROM spike_provide_history WHERE failed_at IS NOT NULL"))
                .contains("The kind 'seats' is not known");
    }

    @Test
    void more_than_an_account_holds_is_kept_as_a_failure_and_moves_nothing() {
        shop.credits.of(owner, "credits").add(Long.MAX_VALUE - 10);
        buyer.addToCart("pack-5", 1);

        shop.bought(buyer);

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(Long.MAX_VALUE - 10);
        assertThat(shop.balance(owner, SMS)).isEqualTo(100);
        assertThat(shop.billing().failedProvisions(10)).singleElement().returns("1.1", failed -> failed.position());
    }

    @Test
    void credits_of_nothing_write_nothing() {
        var billing = shop.billing(Shop.catalogue(product("nothing", "1.00 USD", credits(0), sms(3))));
        billing.of(owner).addToCart("nothing", 1);

        shop.bought(billing.of(owner));

        assertThat(shop.value("SELECT count(*) FROM spike_credit_transactions")).isEqualTo("1");
        assertThat(history()).isEqualTo("2");
        assertThat(billing.failedProvisions(10)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // lifetime, bought (the zone is Vilnius: UTC+2 in winter, UTC+3 in summer), ends
        "P1M,   2026-04-15T12:00:00Z, 2026-05-15T12:00:00Z",
        "P1M,   2026-01-31T12:00:00Z, 2026-02-28T12:00:00Z",
        "P1Y,   2028-02-29T12:00:00Z, 2029-02-28T12:00:00Z",
        "P30D,  2026-04-15T12:00:00Z, 2026-05-15T12:00:00Z",
        // still the 30th in UTC, already the last of the month in Vilnius
        "P1M,   2026-01-30T23:30:00Z, 2026-02-27T23:30:00Z",
        // the clocks go forward in between
        "P1D,   2026-03-28T12:00:00Z, 2026-03-29T11:00:00Z",
        "PT24H, 2026-03-28T12:00:00Z, 2026-03-29T12:00:00Z",
    })
    void a_lifetime_is_counted_from_the_provision_in_the_zone_of_the_catalogue(
            String lifetime, Instant bought, Instant ends) {
        shop.at(bought);
        var billing = shop.billing(
                Shop.catalogue(product("pack", "1.00 USD", credits(100).expiringAfter(Lifetime.parse(lifetime)))));
        billing.of(owner).addToCart("pack", 1);

        shop.bought(billing.of(owner));

        assertThat(shop.credits.of(owner, "credits").grants()).singleElement().returns(ends, grant -> grant.terms()
                .expiresAt());
    }

    @Test
    void what_could_be_provided_later_lasts_from_then() {
        shop.seats.failing(true);
        var billing = shop.billing(
                Shop.catalogue(product("pack", "1.00 USD", credits(100).expiringAfter(Lifetime.parse("P1M")))));
        shop.credits.of(owner, "credits").add(Long.MAX_VALUE - 10);
        billing.of(owner).addToCart("pack", 1);
        shop.bought(billing.of(owner));
        shop.credits.of(owner, "credits").remove(1_000);

        shop.at(Instant.parse("2026-04-16T12:00:00Z"));
        retry();

        assertThat(shop.credits.of(owner, "credits").grants().get(0).terms().expiresAt())
                .isEqualTo(Instant.parse("2026-05-16T12:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"1, 60", "2, 120", "3, 240", "9, 15360", "10, 21600", "99, 21600"})
    void the_pause_doubles_up_to_six_hours(int attempts, long seconds) {
        assertThat(BackOff.next(attempts, Shop.START)).isEqualTo(Shop.START.plusSeconds(seconds));
    }

    @Test
    void after_a_hundred_attempts_somebody_has_to_look() {
        assertThat(BackOff.next(BackOff.ATTEMPTS_MAX, Shop.START)).isNull();
    }
}
