package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Billable;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CodeTriesTest {

    private static final Billable ANN = Billable.of("user", "ann");
    private static final Billable BEN = Billable.of("user", "ben");
    private static final Instant NOON = Instant.parse("2026-06-15T12:00:00Z");

    private final CodeTries tries = new CodeTries();

    private void guess(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(tries.begin(ANN, NOON.plusSeconds(i))).isEmpty();
        }
    }

    @Test
    void after_five_wrong_codes_the_owner_waits_until_the_first_is_ten_minutes_old() {
        guess(5);

        assertThat(tries.begin(ANN, NOON.plusSeconds(60))).contains(NOON.plus(Duration.ofMinutes(10)));
        assertThat(tries.begin(ANN, NOON.plus(Duration.ofMinutes(10)))).isEmpty();
    }

    @Test
    void after_the_wait_one_code_may_be_tried_for_each_that_is_old_enough() {
        guess(5);

        assertThat(tries.begin(ANN, NOON.plusSeconds(600))).isEmpty();
        assertThat(tries.begin(ANN, NOON.plusSeconds(600))).isPresent();
    }

    @Test
    void waiting_is_not_made_longer_by_asking() {
        guess(5);

        for (int i = 0; i < 20; i++) {
            assertThat(tries.begin(ANN, NOON.plusSeconds(100))).isPresent();
        }

        assertThat(tries.begin(ANN, NOON.plusSeconds(600))).isEmpty();
    }

    @Test
    void the_wrong_codes_of_one_owner_slow_nobody_else() {
        guess(5);

        assertThat(tries.begin(BEN, NOON)).isEmpty();
    }

    @Test
    void a_right_code_counts_for_nothing() {
        for (int i = 0; i < 20; i++) {
            assertThat(tries.begin(ANN, NOON)).isEmpty();
            tries.forgive(ANN, NOON);
        }

        assertThat(tries.owners()).isZero();
    }

    @Test
    void a_right_code_does_not_wipe_out_the_wrong_ones() {
        guess(4);
        tries.begin(ANN, NOON.plusSeconds(4));
        tries.forgive(ANN, NOON.plusSeconds(4));

        assertThat(tries.begin(ANN, NOON.plusSeconds(5))).isEmpty();
        assertThat(tries.begin(ANN, NOON.plusSeconds(6))).isPresent();
    }

    @Test
    void no_more_owners_are_remembered_than_the_limit_and_the_longest_quiet_goes_first() {
        guess(5);
        for (int i = 0; i < CodeTries.OWNERS_MAX; i++) {
            tries.begin(Billable.of("user", "other-" + i), NOON.plusSeconds(10));
        }

        assertThat(tries.owners()).isEqualTo(CodeTries.OWNERS_MAX);
        assertThat(tries.begin(ANN, NOON.plusSeconds(11))).isEmpty();
    }
}
