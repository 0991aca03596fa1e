package dev.spike.spring.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spike.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** One round: what fails stops nothing else, and rests; what is full goes on. */
@ExtendWith(OutputCaptureExtension.class)
class DueWorkTest {

    private static final Duration REST = Duration.ofSeconds(10);
    private static final int LIMIT = 5;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7); // it may run over
    private final SettableClock clock = SettableClock.at("2026-04-15T12:00:00Z");
    private final List<String> did = new ArrayList<>();

    private static DueProperties properties() {
        return new DueProperties(true, REST, LIMIT, Duration.ofMinutes(5), true);
    }

    private DueWork work(DueStep... steps) {
        return new DueWork(properties(), clock, Arrays.asList(steps), nanos::get);
    }

    private void later(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    private DueStep doing(String name, int count) {
        return DueStep.often(name, (now, limit) -> {
            did.add(name);
            return count;
        });
    }

    private DueStep failing(String name) {
        return DueStep.often(name, (now, limit) -> {
            did.add(name);
            throw new IllegalStateException("It does not answer.");
        });
    }

    @Test
    void a_kind_that_fails_stops_no_other() {
        var round = work(doing("one", 2), failing("two"), doing("three", 1)).run();

        assertThat(did).containsExactly("one", "two", "three");
        assertThat(round).isEqualTo(new DueRound(3, 1, false));
    }

    @Test
    void a_kind_that_fails_rests_longer_and_longer() {
        var work = work(failing("two"));
        var tries = new ArrayList<Integer>();

        for (int seconds = 0; seconds <= 400; seconds += 10) {
            int before = did.size();
            work.run();
            if (did.size() > before) {
                tries.add(seconds);
            }
            later(REST);
        }

        assertThat(tries).containsExactly(0, 10, 30, 70, 150, 310);
    }

    @Test
    void a_kind_that_goes_well_again_is_no_longer_failing() {
        var fails = new AtomicInteger(1);
        var work = work(DueStep.often("two", (now, limit) -> {
            if (fails.getAndDecrement() > 0) {
                throw new IllegalStateException("It does not answer.");
            }
            return 1;
        }));

        work.run();
        assertThat(work.steps().get(0).failingSince()).isEqualTo(clock.instant());
        later(REST);
        work.run();

        assertThat(work.steps().get(0).failingSince()).isNull();
        assertThat(work.steps().get(0).done()).isEqualTo(1);
        assertThat(work.steps().get(0).failed()).isEqualTo(1);
    }

    @Test
    void what_no_time_heals_is_logged_once_a_day_with_its_cure(CapturedOutput output) {
        var day = Duration.ofDays(1);
        var work = work(failing("maintain").every(day).patient(day, "Connect as the owner."));

        work.run();
        later(day.minus(REST));
        work.run();
        assertThat(did).hasSize(1);
        later(REST);
        work.run();

        assertThat(did).hasSize(2);
        assertThat(output.getAll().split("Connect as the owner\\.", -1)).hasSize(3);
    }

    @Test
    void a_kind_that_is_done_seldom_rests_and_goes_on_at_once_while_it_is_full() {
        var counts = new ArrayList<>(List.of(LIMIT, 1, 1));
        var work =
                work(DueStep.often("seldom", (now, limit) -> counts.remove(0)).every(Duration.ofMinutes(5)));

        assertThat(work.run()).isEqualTo(new DueRound(LIMIT, 0, true));
        assertThat(work.run()).isEqualTo(new DueRound(1, 0, false));
        assertThat(work.run()).isEqualTo(new DueRound(0, 0, false));
        later(Duration.ofMinutes(5));

        assertThat(work.run()).isEqualTo(new DueRound(1, 0, false));
    }

    @Test
    void a_round_ends_after_the_kind_that_it_is_at_when_it_may_not_go_on() {
        work(doing("one", 1), doing("two", 1)).run(() -> did.isEmpty());

        assertThat(did).containsExactly("one");
    }

    @Test
    void two_rounds_on_a_node_never_run_at_once() throws InterruptedException {
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var together = new CountDownLatch(8);
        var work = work(DueStep.often("one", (now, limit) -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            LockSupport.parkNanos(10_000); // room for another to come in
            inside.decrementAndGet();
            return 1;
        }));
        var threads = Executors.newFixedThreadPool(8);

        for (int i = 0; i < 8; i++) {
            threads.execute(() -> {
                together.countDown();
                for (int round = 0; round < 100; round++) {
                    work.run();
                }
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(most).hasValue(1);
        assertThat(work.steps().get(0).done()).isEqualTo(800);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    PT0.01S, 100, PT5M, every is PT0.01S
                    PT25H, 100, PT5M, every is PT25H
                    PT10S, 0, PT5M, the limit 0
                    PT10S, 1001, PT5M, the limit 1001
                    PT10S, 100, PT0S, catch-up-every is PT0S
                    """)
    void a_setting_out_of_bounds_is_refused(Duration every, int limit, Duration catchUpEvery, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DueProperties(true, every, limit, catchUpEvery, true))
                .withMessageStartingWith(message);
    }
}
