package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.done;
import static dev.spike.billing.postgres.Club.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.billing.CancellationOffer;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CatalogueSettings.Subscriptions;
import dev.spike.billing.Discount;
import dev.spike.billing.Interval;
import dev.spike.billing.Money;
import dev.spike.billing.Reduction;
import dev.spike.billing.Repetition;
import dev.spike.billing.Subscriber;
import dev.spike.billing.provider.RecurringDiscount;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is about to cancel is offered what fits, in the order of the catalogue. */
class CancellationOfferTest {

    private static final CancellationOffer A =
            new CancellationOffer(new Discount("A", new Reduction.Percent(20), Repetition.once()));
    private static final CancellationOffer B =
            new CancellationOffer(new Discount("B", new Reduction.Fixed(Money.parse("5.00 EUR")), Repetition.once()));

    private final Club club = new Club(plan("standard", 30));
    private final AtomicInteger asked = new AtomicInteger();
    private final Billing billing = billing();
    private final Subscriber subscriber = billing.of(club.owner).subscriber();

    private Billing billing() {
        var base = Club.catalogue(Subscriptions.STANDARD, List.of(plan("standard", 30)));
        var catalogue = new Catalogue(
                base.creditTypes(),
                base.products(),
                base.plans(),
                List.of(A.discount(), B.discount()),
                List.of(A, B),
                base.settings());
        return PostgresBilling.on(club.shop.dataSource(), club.shop.credits)
                .catalogue(catalogue)
                .catalogueFor((billable, configured) -> {
                    asked.incrementAndGet();
                    return configured;
                })
                .provider(club.shop.provider)
                .kind(club.shop.seats)
                .clock(club.shop::now)
                .build();
    }

    @AfterEach
    void close() {
        club.close();
    }

    @Test
    void is_made_only_where_it_can_be_taken_and_found_by_its_code() { // F01
        club.subscribe("standard");

        assertThat(subscriber.cancellationOffers()).containsExactly(A);
        assertThat(billing.catalogue().cancellationOffer("b")).contains(B);
        assertThat(billing.catalogue().cancellationOffer("x")).isEmpty();
    }

    @Test
    void is_asked_of_the_catalogue_once() { // F01
        club.subscribe("standard");
        subscriber.welcome();
        asked.set(0);

        subscriber.cancellationOffers();

        assertThat(asked).hasValue(1);
    }

    @Test
    void is_not_made_to_those_who_pay_nothing_or_have_cancelled() {
        assertThat(subscriber.cancellationOffers()).isEmpty();
        done(club.subscriber.subscribeWithoutPayment("standard", Interval.MONTHLY));
        assertThat(subscriber.cancellationOffers()).isEmpty();

        club.subscribe("standard");
        assertThat(subscriber.cancellationOffers()).containsExactly(A);
        done(club.subscriber.cancelAtPeriodEnd());

        assertThat(subscriber.cancellationOffers()).isEmpty();
    }

    @Test
    void is_taken_once_and_makes_the_next_periods_cheaper() {
        var key = club.subscribe("standard");

        done(subscriber.applyCode("A"));
        done(subscriber.applyCode("a"));

        assertThat(club.provider.discountOf(key))
                .isEqualTo(new RecurringDiscount("A", new Reduction.Percent(20), Repetition.once()));
        assertThat(subscriber.cancellationOffers()).isEmpty();
    }

    @Test
    void is_not_made_to_those_who_have_used_the_code_up() {
        club.subscribe("standard");
        var buyer = billing.of(club.owner);
        buyer.addToCart("pack-5", 1);
        buyer.applyCode("A");
        club.shop.bought(buyer);

        assertThat(subscriber.cancellationOffers()).isEmpty();
    }
}
