package dev.spike.ledger.burndown;

import static dev.spike.ledger.burndown.BurnDownRule.CARRIED_OVER_FIRST;
import static dev.spike.ledger.burndown.BurnDownRule.LOWEST_PRIORITY;
import static dev.spike.ledger.burndown.BurnDownRule.OLDEST_CREATED;
import static dev.spike.ledger.burndown.BurnDownRule.OLDEST_EFFECTIVE;
import static dev.spike.ledger.burndown.BurnDownRule.PROMOTIONAL_FIRST;
import static dev.spike.ledger.burndown.BurnDownRule.SOONEST_EXPIRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spike.ledger.GrantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Named rules one after the other, and in the end the id. */
class BurnDownOrderTest {

    /** Grant 1 differs from grant 2 in what the column says; days are of April. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "never",
            value = {
                // rule, then of 1 and of 2: priority, ends, promotional, carried over, starts, created; who is first
                "LOWEST_PRIORITY,    1, 9, false, false, 1, 1,   0, 9, false, false, 1, 1,   2",
                "LOWEST_PRIORITY,    -1, 9, false, false, 1, 1,  0, 9, false, false, 1, 1,   1",
                "SOONEST_EXPIRY,     0, 9, false, false, 1, 1,   0, 8, false, false, 1, 1,   2",
                "SOONEST_EXPIRY,     0, never, false, false, 1, 1, 0, 8, false, false, 1, 1, 2",
                "SOONEST_EXPIRY,     0, never, false, false, 1, 1, 0, never, false, false, 1, 1, 1",
                "PROMOTIONAL_FIRST,  0, 9, false, false, 1, 1,   0, 9, true, false, 1, 1,    2",
                "CARRIED_OVER_FIRST, 0, 9, false, false, 1, 1,   0, 9, false, true, 1, 1,    2",
                "OLDEST_EFFECTIVE,   0, 9, false, false, 2, 1,   0, 9, false, false, 1, 1,   2",
                "OLDEST_CREATED,     0, 9, false, false, 1, 2,   0, 9, false, false, 1, 1,   2",
                "OLDEST_CREATED,     0, 9, false, false, 1, 1,   0, 9, false, false, 1, 1,   1",
            })
    void each_rule_looks_at_one_thing(
            BurnDownRule rule,
            int priority1,
            @Nullable Integer ends1,
            boolean promotional1,
            boolean carried1,
            int starts1,
            int created1,
            int priority2,
            @Nullable Integer ends2,
            boolean promotional2,
            boolean carried2,
            int starts2,
            int created2,
            long first) {
        var one = grant(1, priority1, ends1, promotional1, carried1, starts1, created1);
        var two = grant(2, priority2, ends2, promotional2, carried2, starts2, created2);

        assertThat(firstOf(BurnDownOrder.of(rule), one, two)).isEqualTo(first);
        assertThat(firstOf(BurnDownOrder.of(rule), two, one)).isEqualTo(first);
    }

    @Test
    void tells_the_first_rule_that_parts_two_grants() {
        var order = BurnDownOrder.of(LOWEST_PRIORITY, SOONEST_EXPIRY);
        var soon = grant(1, 0, 9, false, false, 1, 1);
        var late = grant(2, 0, 10, false, false, 1, 1);

        assertThat(order.parting(soon, late)).contains(SOONEST_EXPIRY);
        assertThat(order.parting(late, soon)).contains(SOONEST_EXPIRY);
        assertThat(order.parting(soon, grant(3, 1, 8, false, false, 1, 1))).contains(LOWEST_PRIORITY);
        assertThat(order.parting(soon, grant(4, 0, 9, true, false, 1, 1))).isEmpty();
        assertThat(SOONEST_EXPIRY.word()).isEqualTo("soonest-expiry");
    }

    @Test
    void the_standard_order_asks_for_priority_then_expiry_then_gift_then_age_then_id() {
        var byPriority = grant(9, -1, null, false, false, 5, 5);
        var byExpiry = grant(8, 0, 10, false, false, 5, 5);
        var byGift = grant(7, 0, 20, true, false, 5, 5);
        var byAge = grant(6, 0, 20, false, false, 4, 5);
        var byId = grant(4, 0, 20, false, false, 5, 5);
        var last = grant(5, 0, 20, false, true, 5, 1);
        var shuffled = new ArrayList<>(List.of(last, byId, byAge, byGift, byExpiry, byPriority));
        Collections.shuffle(shuffled, new Random(7));

        assertThat(shuffled.stream().sorted(BurnDownOrder.standard()))
                .containsExactly(byPriority, byExpiry, byGift, byAge, byId, last);
        assertThat(BurnDownOrder.standard().rules())
                .containsExactly(LOWEST_PRIORITY, SOONEST_EXPIRY, PROMOTIONAL_FIRST, OLDEST_EFFECTIVE);
    }

    @Test
    void an_order_of_its_own_asks_in_the_order_of_its_rules() {
        var carried = grant(2, 0, 20, false, true, 5, 5);
        var soon = grant(1, 0, 10, false, false, 5, 4);

        assertThat(firstOf(BurnDownOrder.of(CARRIED_OVER_FIRST, SOONEST_EXPIRY), soon, carried))
                .isEqualTo(2);
        assertThat(firstOf(BurnDownOrder.of(SOONEST_EXPIRY, CARRIED_OVER_FIRST), soon, carried))
                .isEqualTo(1);
        assertThat(firstOf(BurnDownOrder.of(OLDEST_CREATED, OLDEST_EFFECTIVE), soon, carried))
                .isEqualTo(1);
    }

    @Test
    void no_two_grants_are_level_whatever_the_rules() {
        var order = BurnDownOrder.of();

        assertThat(firstOf(order, grant(2, 0, 9, false, false, 1, 1), grant(1, 5, null, false, false, 2, 2)))
                .isEqualTo(1);
        assertThat(order.compare(grant(1, 0, 9, false, false, 1, 1), grant(2, 0, 9, false, false, 1, 1)))
                .isNegative();
    }

    @Test
    void refuses_a_rule_that_is_named_twice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BurnDownOrder.of(SOONEST_EXPIRY, LOWEST_PRIORITY, SOONEST_EXPIRY))
                .withMessageContaining("[SOONEST_EXPIRY, LOWEST_PRIORITY, SOONEST_EXPIRY] names one twice");
    }

    @Test
    void an_order_tells_its_rules() {
        var order = BurnDownOrder.of(CARRIED_OVER_FIRST, SOONEST_EXPIRY);

        assertThat(order.rules()).containsExactly(CARRIED_OVER_FIRST, SOONEST_EXPIRY);
        assertThat(order).hasToString("[CARRIED_OVER_FIRST, SOONEST_EXPIRY] then id");
    }

    @Test
    void a_rule_is_configured_by_its_word() {
        assertThat(Stream.of(BurnDownRule.values()).map(BurnDownRule::word))
                .containsExactly(
                        "lowest-priority",
                        "soonest-expiry",
                        "promotional-first",
                        "carried-over-first",
                        "oldest-effective",
                        "oldest-created");
    }

    private static long firstOf(BurnDownOrder order, OpenGrant... grants) {
        return Stream.of(grants).sorted(order).toList().get(0).id().number();
    }

    private static OpenGrant grant(
            long id,
            int priority,
            @Nullable Integer ends,
            boolean promotional,
            boolean carriedOver,
            int starts,
            int created) {
        var span = new OpenGrant.Span(april(starts), ends == null ? null : april(ends));
        return new OpenGrant(
                new GrantId(id), span, new OpenGrant.Rank(priority, promotional, carriedOver, april(created)), 10);
    }

    private static Instant april(int day) {
        return Instant.parse("2026-04-%02dT00:00:00Z".formatted(day));
    }
}
