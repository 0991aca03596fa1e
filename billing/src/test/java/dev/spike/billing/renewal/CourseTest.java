package dev.spike.billing.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.renewal.PaidPeriod.Kind;
import dev.spike.billing.renewal.Standing.Bridged;
import dev.spike.billing.renewal.Standing.Entitled;
import dev.spike.billing.renewal.Standing.Lapsed;
import dev.spike.billing.renewal.Standing.Over;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a subscription goes on by itself, from what is known of it. */
class CourseTest {

    private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant NOON = Instant.parse("2026-04-10T12:00:00Z");
    private static final Duration GRACE = Duration.ofDays(3);

    private static Course course(@Nullable Instant pastDueSince, @Nullable Instant endsAt, PaidPeriod... paid) {
        return new Course(List.of(paid), pastDueSince, endsAt, GRACE, ZoneOffset.UTC);
    }

    private static PaidPeriod april(Instant paidAt) {
        return new PaidPeriod(0, Kind.MONTH, new Span(APRIL, MAY), paidAt);
    }

    @Test
    void is_entitled_until_the_end_then_bridged_until_the_grace_is_over() {
        var course = course(null, null, april(APRIL));

        assertThat(course.at(APRIL.minusSeconds(1))).isInstanceOf(Over.class);
        assertThat(course.at(APRIL)).isInstanceOf(Entitled.class);
        assertThat(course.at(MAY)).isInstanceOf(Bridged.class);
        assertThat(course.at(MAY.plus(GRACE))).isInstanceOf(Lapsed.class);
        assertThat(course.nextAfter(APRIL)).contains(MAY.plus(GRACE));
    }

    @Test
    void lapses_within_a_paid_period_when_it_became_past_due_after_the_payment() {
        var course = course(NOON, null, april(APRIL));

        assertThat(course.at(NOON)).isInstanceOf(Entitled.class);
        assertThat(course.at(NOON.plus(GRACE))).isInstanceOf(Lapsed.class);
    }

    @Test
    void is_not_past_due_for_a_failure_before_the_payment() {
        var course = course(NOON, null, april(NOON.plusSeconds(1)));

        assertThat(course.at(NOON.plus(GRACE))).isInstanceOf(Entitled.class);
    }

    @Test
    void lapses_also_when_the_failure_is_of_the_instant_of_the_payment() {
        var course = course(APRIL, null, april(APRIL));

        assertThat(course.at(APRIL.plus(GRACE))).isInstanceOf(Lapsed.class);
    }

    @Test
    void knows_no_grace_when_it_was_cancelled() {
        var course = course(null, MAY, april(APRIL));

        assertThat(course.at(MAY)).isInstanceOf(Over.class);
        assertThat(course.nextAfter(APRIL)).contains(MAY);
        assertThat(course.nextAfter(MAY)).isEmpty();
    }

    @Test
    void takes_of_two_periods_that_begin_at_once_the_one_of_later_terms() {
        var switched = new PaidPeriod(1, Kind.MONTH, new Span(APRIL, MAY), APRIL);
        var course = course(null, null, switched, april(APRIL));

        assertThat(course.at(NOON)).isEqualTo(new Entitled(switched, new Span(APRIL, MAY)));
    }

    @Test
    void looks_again_when_the_next_month_of_a_year_begins() {
        var year = new PaidPeriod(0, Kind.YEAR, new Span(APRIL, Instant.parse("2027-04-01T00:00:00Z")), APRIL);
        var course = course(null, null, year);

        assertThat(course.nextAfter(NOON)).contains(MAY);
        assertThat(course.at(MAY)).isEqualTo(new Entitled(year, new Span(MAY, Instant.parse("2026-06-01T00:00:00Z"))));
    }
}
