package dev.spike.testkit.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.ledger.BalanceCache;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import dev.spike.ledger.OutcomeUnknownException;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.SettableClock;
import dev.spike.testkit.contract.LedgerUnderTest;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a node did is in every balance it tells afterwards, however old a remembered one may be and however slow a reader is. */
class OwnChangeTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final SettableClock clock = SettableClock.at(LedgerUnderTest.START);
    private final TroubledDataSource trouble = new TroubledDataSource();
    private final PostgresCredits credits = PostgresCredits.on(trouble.on(DATABASE.dataSource()))
            .clock(clock)
            .cacheBalances(BalanceCache.of(100, BalanceCache.AGE_LIMIT))
            .build();
    private final PostgresCredits otherNode =
            PostgresCredits.on(DATABASE.dataSource()).clock(clock).build();
    private final Billable owner = Billable.of("user", UUID.randomUUID().toString());
    private final Billable other = Billable.of("team", UUID.randomUUID().toString());
    private final Act.Used used = Act.Used.by(otherNode, owner, other);

    @ParameterizedTest
    @EnumSource
    void every_verb_ends_what_is_remembered(Act act) {
        remember();
        otherNode.of(owner).spend(1);

        act.on(credits, used);

        assertNothingIsMissing();
    }

    @ParameterizedTest
    @EnumSource
    void every_verb_in_a_host_s_transaction_ends_it_when_it_is_published(Act act) {
        remember();
        otherNode.of(owner).spend(1);

        joined(act);

        assertNothingIsMissing();
    }

    @ParameterizedTest
    @EnumSource
    void a_reading_that_began_before_a_verb_is_not_remembered_after_it(Act act) {
        otherNode.of(owner).spend(1);
        trouble.whenNextRead(() -> act.on(credits, used));

        credits.of(owner).balance();

        assertNothingIsMissing();
    }

    @ParameterizedTest
    @EnumSource
    void a_reading_that_began_before_a_host_s_transaction_was_published_is_not_remembered_after_it(Act act) {
        trouble.whenNextRead(() -> joined(act));

        credits.of(owner).balance();

        assertNothingIsMissing();
    }

    @Test
    void a_reading_of_two_statements_is_not_remembered_where_another_node_decided_between_them() {
        clock.set(Act.inMinutes(61));
        trouble.whenNextExecuted(() -> otherNode.of(owner).spend(1));

        assertThat(credits.of(owner).balance().available()).isEqualTo(115);

        assertThat(credits.of(owner).balance().available()).isEqualTo(114);
    }

    @Test
    void the_first_change_of_an_account_that_nobody_had_touched_is_seen() {
        var somebody = Billable.of("user", UUID.randomUUID().toString());
        assertThat(credits.of(somebody).balance().available()).isZero();
        assertThat(credits.of(somebody).balance().available()).isZero();
        assertThat(stats()).isEqualTo("1 of 2");

        credits.of(somebody).add(7);

        assertThat(credits.of(somebody).balance().available()).isEqualTo(7);
    }

    @Test
    void a_spend_whose_outcome_stays_unknown_ends_what_is_remembered() {
        remember();
        trouble.losesAnswers(true);
        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> credits.of(owner).spend(1));
        trouble.losesAnswers(false);

        assertThat(credits.of(owner).balance().available()).isEqualTo(104);
        assertNothingIsMissing();
    }

    @Test
    void every_account_of_a_spend_of_several_whose_outcome_stays_unknown_is_read_anew() {
        remember();
        trouble.losesAnswers(true);
        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> Act.SPEND_OF_SEVERAL.on(credits, used));
        trouble.losesAnswers(false);

        otherNode.of(owner).spend(1);
        otherNode.of(other).spend(1);

        assertNothingIsMissing();
    }

    @Test
    void what_a_host_committed_without_hearing_of_it_is_read_anew() throws SQLException {
        remember();
        try (var connection = DATABASE.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            var joined = credits.joining(connection);
            joined.of(owner).spend(1);
            connection.commit();

            joined.outcomeUnknown();
        }

        assertNothingIsMissing();
    }

    @Test
    void whether_a_spend_is_possible_is_never_answered_from_memory() {
        remember();
        otherNode.of(owner).spend(105);

        assertThat(credits.of(owner).balance().available()).isEqualTo(105);
        assertThat(credits.of(owner).canSpend(1)).isFalse();
        assertThat(credits.of(owner).balance().available()).isZero();
    }

    private void remember() {
        credits.of(owner).balance();
        credits.of(other).balance();
    }

    private void joined(Act act) {
        try (var connection = DATABASE.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            var joined = credits.joining(connection);
            act.on(joined, used);
            connection.commit();
            joined.publish();
        } catch (SQLException e) {
            throw new IllegalStateException("The host's transaction failed.", e);
        }
    }

    /** Now, at the instants at which time changes something, and between them. */
    private void assertNothingIsMissing() {
        for (long minutes : List.of(0, 5, 10, 15, 20, 40, 60, 120, 180, 200)) {
            clock.set(Act.inMinutes(minutes));
            for (var whose : List.of(owner, other)) {
                assertThat(balance(credits, whose))
                        .as("after %s minutes", minutes)
                        .isEqualTo(balance(otherNode, whose));
            }
        }
    }

    private static Object balance(Credits node, Billable whose) {
        return node.of(whose).balance();
    }

    private String stats() {
        var stats = credits.balanceCache().orElseThrow();
        return stats.hits() + " of " + (stats.hits() + stats.misses());
    }
}
