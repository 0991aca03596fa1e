package dev.spike.testkit.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Balance;
import dev.spike.ledger.BalanceCache;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.SettableClock;
import dev.spike.testkit.contract.LedgerUnderTest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A balance is remembered up to the instant at which time changes it, and no longer than its age allows. */
class RememberedUntilTest {

    private static final Instant START = LedgerUnderTest.START;
    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final SettableClock clock = SettableClock.at(START);
    private final PostgresCredits otherNode =
            PostgresCredits.on(DATABASE.dataSource()).clock(clock).build();
    private final Billable owner = Billable.of("user", UUID.randomUUID().toString());

    private PostgresCredits remembering(Duration ageMax) {
        return PostgresCredits.on(DATABASE.dataSource())
                .clock(clock)
                .cacheBalances(BalanceCache.of(100, ageMax))
                .build();
    }

    private static Instant inMinutes(long minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    @Nested
    class Time {

        private final PostgresCredits credits = remembering(BalanceCache.AGE_LIMIT);
        private final CreditAccount account = credits.of(owner);

        private void at(Instant instant, String answer, Balance balance) {
            clock.set(instant);
            long before = credits.balanceCache().orElseThrow().hits();
            assertThat(account.balance()).as("at %s", instant).isEqualTo(balance);
            boolean remembered = credits.balanceCache().orElseThrow().hits() > before;
            assertThat(remembered ? "remembered" : "read").as("at %s", instant).isEqualTo(answer);
        }

        @Test
        void ends_it_when_a_grant_expires() {
            account.add(AddRequest.of(10).expiringAt(inMinutes(60)));
            account.add(1);

            at(START, "read", new Balance(11, 0, 0));
            at(inMinutes(60).minus(MICROSECOND), "remembered", new Balance(11, 0, 0));
            at(inMinutes(60), "read", new Balance(1, 0, 0));
            at(inMinutes(61), "remembered", new Balance(1, 0, 0));
        }

        @Test
        void ends_it_when_a_grant_starts() {
            account.add(AddRequest.of(10).withTerms(GrantTerms.plain().startingAt(inMinutes(60))));

            at(START, "read", new Balance(0, 0, 0));
            at(inMinutes(60).minus(MICROSECOND), "remembered", new Balance(0, 0, 0));
            at(inMinutes(60), "read", new Balance(10, 0, 0));
            at(inMinutes(61), "remembered", new Balance(10, 0, 0));
        }

        @Test
        void ends_it_when_a_hold_lapses() {
            account.add(10);
            account.hold(HoldRequest.of(4).until(inMinutes(60)));

            at(START, "read", new Balance(6, 4, 0));
            at(inMinutes(60).minus(MICROSECOND), "remembered", new Balance(6, 4, 0));
            at(inMinutes(60), "read", new Balance(10, 0, 0));
            at(inMinutes(61), "remembered", new Balance(10, 0, 0));
        }

        @Test
        void ends_it_at_each_of_many_changes_with_no_decision_between_them() {
            account.add(AddRequest.of(1).expiringAt(inMinutes(10)));
            account.add(AddRequest.of(20)
                    .withTerms(GrantTerms.plain().startingAt(inMinutes(20)).expiringAt(inMinutes(40))));
            account.add(300);
            account.hold(HoldRequest.of(301).until(inMinutes(30)));

            at(START, "read", new Balance(0, 301, 0));
            at(inMinutes(10), "read", new Balance(0, 300, 0));
            at(inMinutes(20).minus(MICROSECOND), "remembered", new Balance(0, 300, 0));
            at(inMinutes(20), "read", new Balance(20, 300, 0));
            at(inMinutes(30).minus(MICROSECOND), "remembered", new Balance(20, 300, 0));
            at(inMinutes(30), "read", new Balance(320, 0, 0));
            at(inMinutes(40).minus(MICROSECOND), "remembered", new Balance(320, 0, 0));
            at(inMinutes(40), "read", new Balance(300, 0, 0));
            at(inMinutes(400), "remembered", new Balance(300, 0, 0));
        }

        @Test
        void that_is_set_back_is_no_reason_to_believe_what_was_remembered() {
            account.add(AddRequest.of(10).expiringAt(inMinutes(60)));
            at(inMinutes(60), "read", new Balance(0, 0, 0));

            at(inMinutes(60).minus(MICROSECOND), "read", new Balance(10, 0, 0));
        }

        @Test
        void of_a_node_behind_the_account_s_last_decision_is_that_decision_s() {
            account.add(AddRequest.of(10).expiringAt(inMinutes(60)));
            clock.set(inMinutes(60));
            otherNode.of(owner).add(1);

            at(inMinutes(59), "read", new Balance(1, 0, 0));
            at(inMinutes(59).plus(MICROSECOND), "remembered", new Balance(1, 0, 0));
        }
    }

    @Nested
    class AnotherNode {

        private static final Duration SECOND = Duration.ofSeconds(1);

        private final CreditAccount account = remembering(SECOND).of(owner);

        private void seen(Duration after, long available) {
            clock.set(START.plus(after));
            assertThat(account.balance().available()).as("after %s", after).isEqualTo(available);
        }

        @Test
        void is_seen_after_the_age_that_was_allowed() {
            account.add(10);
            seen(Duration.ZERO, 10);
            otherNode.of(owner).spend(4);

            seen(SECOND.minus(MICROSECOND), 10);
            seen(SECOND, 6);
        }

        @Test
        void that_touches_an_account_first_is_seen_after_the_age_that_was_allowed() {
            seen(Duration.ZERO, 0);
            otherNode.of(owner).add(4);

            seen(SECOND.minus(MICROSECOND), 0);
            seen(SECOND, 4);
        }

        @Test
        void has_no_later_word_than_what_this_one_did_since() {
            account.add(10);
            seen(Duration.ZERO, 10);
            otherNode.of(owner).spend(4);
            account.spend(1);

            seen(Duration.ZERO, 5);
        }
    }

    @Nested
    class AHostSTransaction {

        private final PostgresCredits credits = remembering(Duration.ofSeconds(1));

        @Test
        void reads_its_own_connection_and_nobody_else_sees_what_it_has_not_committed() throws SQLException {
            credits.of(owner).add(10);
            assertThat(available()).isEqualTo(10);

            try (var connection = DATABASE.dataSource().getConnection()) {
                connection.setAutoCommit(false);
                var joined = credits.joining(connection);
                joined.of(owner).spend(4);

                assertThat(joined.of(owner).balance().available()).isEqualTo(6);
                assertThat(joined.of(owner).canSpend(7)).isFalse();
                assertThat(joined.balanceCache()).isEmpty();
                assertThat(available()).isEqualTo(10);
                clock.advance(Duration.ofSeconds(5));
                assertThat(available()).isEqualTo(10);
                connection.rollback();
                assertThat(joined.of(owner).balance().available()).isEqualTo(10);
            }
            assertThat(available()).isEqualTo(10);
        }

        @Test
        void that_is_committed_and_never_published_is_seen_after_the_age_that_was_allowed() throws SQLException {
            credits.of(owner).add(10);
            assertThat(available()).isEqualTo(10);
            try (var connection = DATABASE.dataSource().getConnection()) {
                connection.setAutoCommit(false);
                credits.joining(connection).of(owner).spend(4);
                connection.commit();
            }

            assertThat(available()).isEqualTo(10);
            clock.advance(Duration.ofSeconds(1));
            assertThat(available()).isEqualTo(6);
        }

        private long available() {
            return credits.of(owner).balance().available();
        }
    }
}
