package dev.spike.spring.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.testkit.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Rounds follow each other while the context runs, and none is cut off. */
class DueScheduleTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final int LIMIT = 5;

    private final AtomicInteger rounds = new AtomicInteger();
    private final ThreadPoolTaskScheduler hosts = new ThreadPoolTaskScheduler();

    @AfterEach
    void shutDown() {
        hosts.destroy();
    }

    private DueSchedule schedule(DueScheduler scheduler, Duration rest, DueStep.Work work) {
        var properties = new DueProperties(true, rest, LIMIT, LONG, true);
        var step = DueStep.often("one", (now, limit) -> {
            rounds.incrementAndGet();
            return work.upTo(now, limit);
        });
        return new DueSchedule(
                new DueWork(properties, SettableClock.at("2026-04-15T12:00:00Z"), List.of(step)), scheduler);
    }

    private void hasDone(int count) {
        Eventually.until(count + " rounds", () -> rounds.get() >= count);
    }

    @Test
    void goes_on_at_once_while_there_is_more_and_then_rests() {
        var schedule = schedule(DueScheduler.own(false), LONG, (now, limit) -> rounds.get() < 4 ? limit : 0);

        schedule.start();

        hasDone(4);
        schedule.stop();
        assertThat(rounds).hasValue(4);
    }

    @Test
    void goes_on_after_a_rest() {
        var schedule = schedule(DueScheduler.own(false), Duration.ofMillis(100), (now, limit) -> 0);

        schedule.start();

        hasDone(3);
        schedule.stop();
    }

    @Test
    void goes_on_after_a_round_that_failed() {
        var schedule = schedule(DueScheduler.own(false), Duration.ofMillis(100), (now, limit) -> {
            throw new NoClassDefFoundError("shop/Seat");
        });

        schedule.start();

        hasDone(2);
        schedule.stop();
    }

    @Test
    void a_stop_waits_for_the_round_and_no_other_follows() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        var schedule = schedule(DueScheduler.own(false), LONG, (now, limit) -> {
            begun.countDown();
            awaitQuietly(mayEnd);
            return limit;
        });
        schedule.start();
        awaitQuietly(begun);

        schedule.stop(stopped::countDown);

        assertThat(stopped.await(50, TimeUnit.MILLISECONDS)).isFalse();
        mayEnd.countDown();
        assertThat(stopped.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(rounds).hasValue(1);
        assertThat(schedule.isRunning()).isFalse();
    }

    @Test
    void a_stop_between_two_rounds_is_done_at_once() {
        var stopped = new AtomicBoolean();
        var schedule = schedule(DueScheduler.of(hosts), LONG, (now, limit) -> 0);
        hosts.initialize();
        schedule.start();
        hasDone(1);
        Eventually.until("the round is over", () -> hosts.getActiveCount() == 0);

        schedule.stop(() -> stopped.set(true));

        assertThat(stopped).isTrue();
        schedule.start();
        hasDone(2);
        schedule.stop();
    }

    @Test
    void uses_the_applications_threads_where_it_has_some() {
        var thread = new AtomicReference<String>("");
        hosts.setThreadNamePrefix("hosts-");
        hosts.initialize();
        var schedule = schedule(DueScheduler.of(hosts), LONG, (now, limit) -> {
            thread.set(Thread.currentThread().getName());
            return 0;
        });

        schedule.start();

        hasDone(1);
        Eventually.until(
                "it is known", () -> !Objects.requireNonNull(thread.get()).isEmpty());
        assertThat(thread.get()).startsWith("hosts-");
        schedule.stop();
    }

    @Test
    void others_of_the_same_thread_have_their_turn_between_two_rounds() {
        var turn = new CountDownLatch(1);
        hosts.setPoolSize(1);
        hosts.initialize();
        var schedule = schedule(DueScheduler.of(hosts), LONG, (now, limit) -> limit); // there is always more
        schedule.start();
        hasDone(2);

        hosts.execute(turn::countDown);

        awaitQuietly(turn);
        assertThat(turn.getCount()).isZero();
        schedule.stop();
    }

    @Test
    void our_own_thread_keeps_no_jvm_alive() {
        var daemon = new AtomicReference<Boolean>();
        var schedule = schedule(DueScheduler.own(false), LONG, (now, limit) -> {
            daemon.set(Thread.currentThread().isDaemon());
            return 0;
        });

        schedule.start();

        Eventually.until("it ran", () -> daemon.get() != null);
        assertThat(daemon.get()).isTrue();
        schedule.stop();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("It did not come that far.");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
