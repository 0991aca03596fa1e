package dev.spike.testkit.provider;

import static dev.spike.testkit.provider.Shopper.done;
import static dev.spike.testkit.provider.Shopper.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Money;
import dev.spike.billing.Reduction;
import dev.spike.billing.Repetition;
import dev.spike.billing.provider.RecurringDiscount;
import dev.spike.billing.provider.Refusal;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import org.junit.jupiter.api.Test;

/** A subscription that runs becomes cheaper, for so many of the periods that follow. */
abstract class SubscriptionDiscountContract extends SubscriptionSuite {

    private static final RecurringDiscount HALF =
            new RecurringDiscount("HALF", new Reduction.Percent(50), Repetition.times(2));

    SubscriptionDiscountContract(Maker maker) {
        super(maker);
    }

    @Test
    void a_discount_given_later_is_taken_off_the_periods_that_follow() {
        var begun = subscriber.begin();

        assertThat(done(subscriptions().discount(subscriber.key, HALF))).isEqualTo(begun);
        subscriber.at("2026-07-01T00:00:00Z");

        assertThat(subscriber.sumsPaid()).containsExactly("30.00", "15.00", "15.00", "30.00");
    }

    @Test
    void the_same_code_again_goes_on_counting() {
        subscriber.begin();
        done(subscriptions().discount(subscriber.key, HALF));
        subscriber.at("2026-05-01T00:00:00Z");

        done(subscriptions().discount(subscriber.key, HALF));
        subscriber.at("2026-07-01T00:00:00Z");

        assertThat(subscriber.sumsPaid()).containsExactly("30.00", "15.00", "15.00", "30.00");
    }

    @Test
    void another_takes_the_place_of_the_one_that_runs() {
        subscriber.begin(subscriber.request(subscriber.monthly("30.00 USD"), null, HALF));

        done(subscriptions()
                .discount(
                        subscriber.key,
                        new RecurringDiscount(
                                "LESS", new Reduction.Fixed(Money.parse("6.00 USD")), Repetition.once())));
        subscriber.at("2026-06-01T00:00:00Z");

        assertThat(subscriber.sumsPaid()).containsExactly("15.00", "24.00", "30.00");
    }

    @Test
    void one_of_another_currency_is_refused() {
        subscriber.begin();
        var euros = new RecurringDiscount("EUROS", new Reduction.Fixed(Money.parse("6.00 EUR")), Repetition.once());

        refused(subscriptions().discount(subscriber.key, euros), Refusal.INVALID);
        subscriber.at("2026-05-01T00:00:00Z");

        assertThat(subscriber.sumsPaid()).containsExactly("30.00", "30.00");
    }

    @Test
    void what_has_ended_or_never_was_is_refused() {
        subscriber.begin();
        done(subscriptions().cancelNow(subscriber.key));

        refused(subscriptions().discount(subscriber.key, HALF), Refusal.INVALID);
        refused(subscriptions().discount(Shopper.key(), HALF), Refusal.NOT_FOUND);
    }
}
