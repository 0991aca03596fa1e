package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.done;
import static dev.spike.billing.postgres.Club.free;
import static dev.spike.billing.postgres.Club.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Interval;
import dev.spike.ledger.AllSpent;
import dev.spike.ledger.Billable;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.postgres.PostgresCredits;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reading or spending credits through billing is a touch; nobody else costs anything. */
class TouchingTest {

    private final Club club = new Club(free(10), plan("standard", 30));

    @AfterEach
    void close() {
        club.close();
    }

    @Test
    void gives_the_free_plan_at_the_first_read_or_spend() {
        var other = Shop.anybody();

        assertThat(club.billing.credits().of(club.owner).balance().available()).isEqualTo(10);
        club.billing.credits().of(other, "credits").spend(4);

        assertThat(club.shop.balance(other, Shop.CREDITS)).isEqualTo(6);
    }

    @Test
    void gives_nothing_of_a_free_month_that_ends_while_it_is_given() {
        club.subscriber.welcome();
        var ledger = PostgresCredits.on(club.shop.dataSource())
                .creditType(Shop.CREDITS)
                .creditType(Shop.SMS)
                .clock(() -> club.shop.now().plusMillis(5))
                .build();
        var billing = PostgresBilling.on(club.shop.dataSource(), ledger)
                .catalogue(club.billing.catalogue())
                .provider(club.shop.provider)
                .kind(club.shop.seats)
                .clock(club.shop::now)
                .build();

        club.shop.at(Instant.parse("2026-06-01T00:00:00Z").minusMillis(2));
        assertThat(billing.credits().of(club.owner).balance().available()).isZero();
        club.shop.at(Instant.parse("2026-06-01T00:00:00Z"));
        assertThat(billing.credits().of(club.owner).balance().available()).isEqualTo(10);
    }

    @Test
    void gives_an_idle_user_nothing() {
        club.shop.at(Instant.parse("2027-04-01T00:00:00Z"));
        club.runDue();

        assertThat(club.shop.value("SELECT count(*) FROM spike_subscribers")).isEqualTo("0");
    }

    @Test
    void voids_at_the_first_touch_what_was_cancelled_and_has_ended() {
        var key = club.subscribe("standard");
        done(club.subscriber.cancelAtPeriodEnd());
        club.shop.at(club.provider.get(key).period().end());
        assertThat(club.credits()).isEqualTo(30);

        assertThat(club.billing.credits().of(club.owner).balance().available()).isEqualTo(10);
    }

    @Test
    void refills_at_the_first_touch_what_due_work_has_not_come_to() {
        club.subscribe("standard", Interval.YEARLY);
        club.spend(25);
        club.shop.at(Instant.parse("2026-06-02T00:00:00Z"));

        assertThat(club.billing.credits().of(club.owner).balance().available()).isEqualTo(30);
    }

    @Test
    void is_undone_with_the_host_s_transaction() throws SQLException {
        try (var connection = club.shop.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            var joined = club.billing.credits().joining(connection);
            joined.of(club.owner).spend(3);
            assertThat(joined.of(club.owner).balance().available()).isEqualTo(7);
            connection.rollback();
        }
        assertThat(club.credits()).isZero();

        assertThat(club.billing.credits().of(club.owner).balance().available()).isEqualTo(10);
    }

    @Test
    void locks_several_in_one_order_in_the_host_s_transaction_whatever_they_are_asked_in() throws Exception {
        var ann = Billable.of("user", "ann");
        var bob = Billable.of("user", "bob");
        club.shop.run(
                "INSERT INTO spike_subscribers (billable_type, billable_id) VALUES ('user', 'ann'), ('user', 'bob')");
        try (var another = club.shop.dataSource().getConnection();
                var host = club.shop.dataSource().getConnection()) {
            another.setAutoCommit(false);
            host.setAutoCommit(false);
            lock(another, "ann");

            var spending = CompletableFuture.supplyAsync(() -> club.billing
                    .credits()
                    .joining(host)
                    .trySpendAll(SpendAllRequest.of(bob, "credits", 1).and(ann, "credits", 1)));
            club.shop.awaitWaiting(1);

            lock(another, "bob");
            another.rollback();
            assertThat(spending.get()).isInstanceOf(AllSpent.class);
            host.rollback();
        }
    }

    /** Or fails, where somebody holds it. */
    private static void lock(Connection connection, String id) throws SQLException {
        try (var statement =
                connection.prepareStatement("SELECT FROM spike_subscribers WHERE billable_id = ? FOR UPDATE NOWAIT")) {
            statement.setString(1, id);
            statement.executeQuery().close();
        }
    }
}
