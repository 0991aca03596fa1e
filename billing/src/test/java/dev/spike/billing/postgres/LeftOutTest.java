package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CatalogueSettings.Subscriptions;
import dev.spike.billing.FailedDue;
import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.PostgresCredits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What subscribers were promised and an application has left out since keeps nobody from the rest, and comes when it is back. */
class LeftOutTest {

    private final Club club = new Club(plan("standard", Shop.credits(30), Shop.email(7), new Seats.Seat(3)));
    private final String key = club.subscribe("standard");

    @AfterEach
    void close() {
        club.close();
    }

    /** Built again, without seats and with fewer credit types. */
    private Billing less(Credits credits, int creditTypes) {
        var base = Club.catalogue(Subscriptions.STANDARD, List.of(plan("standard", 30)));
        var catalogue = new Catalogue(
                base.creditTypes().subList(0, creditTypes),
                List.of(),
                base.plans(),
                base.discounts(),
                List.of(),
                base.settings());
        return PostgresBilling.on(club.shop.dataSource(), credits)
                .catalogue(catalogue)
                .provider(club.shop.provider)
                .clock(club.shop::now)
                .build();
    }

    private Credits withoutEmail() {
        return PostgresCredits.on(club.shop.dataSource())
                .creditType(Shop.CREDITS)
                .creditType(Shop.SMS)
                .clock(club.shop::now)
                .build();
    }

    private void renewAt(Billing billing) {
        club.shop.at(club.provider.get(key).period().end());
        new Wire(club.shop, billing).tells(club.provider.changed(club.provider.renew(key)));
        assertThat(billing.inbox(10)).isEmpty();
    }

    @Test
    void renews_the_credits_beside_a_thing_of_a_kind_that_was_left_out() {
        var less = less(club.shop.credits, 3);
        club.spend(10);

        renewAt(less);

        assertThat(club.credits()).isEqualTo(30);
        assertThat(less.failedDue(10)).singleElement().satisfies(failed -> assertThat(failed.cause())
                .contains("seats"));
    }

    @Test
    void renews_the_credits_beside_those_of_a_type_that_was_left_out() {
        var less = less(withoutEmail(), 2);
        club.spend(10);

        renewAt(less);

        assertThat(club.credits()).isEqualTo(30);
        assertThat(less.failedDue(10)).extracting(FailedDue::cause).anySatisfy(cause -> assertThat(cause)
                .contains("email"));
    }

    @Test
    void gives_once_it_is_back_what_was_left_out() {
        var less = less(withoutEmail(), 2);
        club.shop.credits.of(club.owner, "email").spend(3);
        renewAt(less);

        club.later(Duration.ofMinutes(1));
        club.runDue();

        assertThat(club.shop.balance(club.owner, Shop.EMAIL)).isEqualTo(7);
        assertThat(club.credits()).isEqualTo(30);
        assertThat(club.billing.failedDue(10)).isEmpty();
    }
}
