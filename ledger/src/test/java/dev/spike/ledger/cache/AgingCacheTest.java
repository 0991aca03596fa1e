package dev.spike.ledger.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.BalanceCache;
import dev.spike.ledger.cache.AgingCache.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Readings that are slow, one inside the other, so that every order of events is certain. */
class AgingCacheTest {

    private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AgingCache<String, Long> cache = new AgingCache<>(BalanceCache.of(2, SECOND));

    private static Supplier<Row<Long>> row(long value, long version) {
        return () -> new Row<>(value, version, null);
    }

    private static Row<Long> after(Runnable work, long value, long version) {
        work.run();
        return new Row<>(value, version, null);
    }

    private long read(long value, long version) {
        return cache.get("a", NOW, row(value, version));
    }

    @Test
    void a_reading_is_remembered() {
        read(100, 1);

        assertThat(read(0, 9)).isEqualTo(100);
        assertThat(cache.stats()).satisfies(stats -> {
            assertThat(stats.size()).isEqualTo(1);
            assertThat(stats.hits()).isEqualTo(1);
            assertThat(stats.misses()).isEqualTo(1);
            assertThat(stats.hitPercent()).isEqualTo(50);
        });
    }

    @Test
    void a_change_ends_it() {
        read(100, 1);
        cache.changed("a");

        assertThat(read(90, 2)).isEqualTo(90);
    }

    @Test
    void a_change_during_a_reading_keeps_it_from_being_remembered() {
        cache.get("a", NOW, () -> after(() -> cache.changed("a"), 100, 1));

        assertThat(read(90, 2)).isEqualTo(90);
    }

    @Test
    void a_change_during_a_reading_leaves_what_was_read_after_it() {
        cache.get(
                "a",
                NOW,
                () -> after(
                        () -> {
                            cache.changed("a");
                            read(90, 2);
                        },
                        100,
                        1));

        assertThat(read(0, 9)).isEqualTo(90);
    }

    @Test
    void of_two_readings_at_the_same_time_the_later_version_stays() {
        cache.get("a", NOW, () -> after(() -> read(90, 2), 100, 1));

        assertThat(read(0, 9)).isEqualTo(90);
    }

    @Test
    void what_was_told_and_may_not_be_remembered_is_not_followed_by_what_was_read_before_it() {
        long told = cache.get(
                "a",
                NOW,
                () -> after(
                        () -> {
                            cache.changed("a");
                            read(100, 1);
                        },
                        90,
                        2));

        assertThat(told).isEqualTo(90);
        assertThat(read(90, 2)).isEqualTo(90);
    }

    @Test
    void what_had_changed_when_it_was_read_is_not_followed_by_what_was_read_before_it() {
        cache.get("a", NOW, () -> {
            read(100, 1);
            return changedWhenRead(90, 2);
        });

        assertThat(read(90, 2)).isEqualTo(90);
    }

    @Test
    void a_reading_that_ends_later_than_what_had_changed_when_it_was_read_is_not_remembered() {
        cache.get("a", NOW, () -> after(() -> cache.get("a", NOW, () -> changedWhenRead(90, 2)), 100, 1));

        assertThat(read(90, 2)).isEqualTo(90);
    }

    private static Row<Long> changedWhenRead(long value, long version) {
        return new Row<>(value, version, NOW);
    }

    @Test
    void a_later_reading_is_remembered_also_where_versions_have_begun_anew() {
        read(100, 57);

        assertThat(cache.get("a", NOW.plus(SECOND), row(0, -1))).isZero();
        assertThat(cache.get("a", NOW.plus(SECOND), row(5, 1))).isZero();
    }

    @Test
    void a_version_that_had_to_make_room_is_not_followed_by_an_older_one() {
        cache.get(
                "a",
                NOW,
                () -> after(
                        () -> {
                            read(90, 2);
                            crowdOut();
                        },
                        100,
                        1));

        assertThat(read(90, 2)).isEqualTo(90);
    }

    /** Others are asked for so often that nothing else is remembered. */
    private void crowdOut() {
        for (int i = 0; i < 100; i++) {
            cache.get("b", NOW, row(1, 1));
            cache.get("c", NOW, row(1, 1));
            cache.get("d", NOW, row(1, 1));
        }
    }

    @Test
    void an_age_is_counted_from_before_the_reading() {
        cache.get("a", NOW, row(100, 1));

        assertThat(cache.get("a", NOW.plus(SECOND).minusNanos(1_000), row(90, 2)))
                .isEqualTo(100);
        assertThat(cache.get("a", NOW.plus(SECOND), row(90, 2))).isEqualTo(90);
    }

    @Test
    void what_time_changes_is_remembered_until_then() {
        cache.get("a", NOW, () -> new Row<>(100L, 1, NOW.plusNanos(2_000)));

        assertThat(cache.get("a", NOW.plusNanos(1_000), row(90, 1))).isEqualTo(100);
        assertThat(cache.get("a", NOW.plusNanos(2_000), row(90, 1))).isEqualTo(90);
    }

    @Test
    void what_has_changed_when_it_was_read_is_not_remembered() {
        cache.get("a", NOW, () -> changedWhenRead(100, 1));

        assertThat(read(90, 1)).isEqualTo(90);
        assertThat(cache.stats().hits()).isZero();
    }

    @Test
    void a_clock_that_was_set_back_reads_anew() {
        read(100, 1);

        assertThat(cache.get("a", NOW.minusNanos(1_000), row(90, 1))).isEqualTo(90);
    }

    @Test
    void no_more_is_remembered_than_was_allowed() {
        for (int i = 0; i < 1_000; i++) {
            cache.get("key " + i, NOW, row(i, 1));
        }

        assertThat(cache.stats().size()).isEqualTo(2);
    }

    @Test
    void a_reading_that_fails_is_not_remembered() {
        try {
            cache.get("a", NOW, () -> {
                throw new IllegalStateException("no connection");
            });
        } catch (IllegalStateException expected) {
            assertThat(read(90, 2)).isEqualTo(90);
        }
    }
}
