package dev.spike.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private final InstantSource clock = () -> now;

    @Test
    void on_a_terminal_one_line_is_drawn_anew_ten_times_a_second_at_most() {
        Progress progress = on(Progress.Surface.TERMINAL);

        progress.start("charge", 19_366);
        for (int call = 0; call < 9_683; call++) {
            progress.advance(1);
        }
        after(Duration.ofSeconds(2));
        progress.advance(1);
        progress.advance(1);
        progress.close();

        assertThat(shown())
                .isEqualTo("\rcharge  [........................]   0%  0 of 19,366  0/s"
                        + "\rcharge  [############............]  50%  9,684 of 19,366  4,842/s"
                        + "\rcharge  [############............]  50%  9,685 of 19,366  4,842/s\n");
    }

    @Test
    void elsewhere_there_is_a_plain_line_now_and_then_and_one_at_the_end() {
        Progress progress = on(Progress.Surface.LINES);

        progress.start("charge", 10);
        progress.advance(3);
        after(Duration.ofSeconds(5));
        progress.advance(2);
        after(Duration.ofSeconds(1));
        progress.advance(5);
        progress.close();

        assertThat(shown()).isEqualTo("charge: 5 of 10 (50%), 1/s\ncharge: 10 of 10 (100%), 1/s\n");
    }

    @Test
    void a_shorter_line_covers_the_longer_one_before() {
        Progress progress = on(Progress.Surface.TERMINAL);

        progress.start("load", 2);
        after(Duration.ofMillis(100));
        progress.advance(1);
        after(Duration.ofSeconds(10));
        progress.close();

        assertThat(shown()).endsWith("1 of 2  10/s\rload  [############............]  50%  1 of 2  0/s \n");
    }

    @Test
    void starting_the_next_work_ends_the_one_before_and_closing_twice_says_nothing_more() {
        Progress progress = on(Progress.Surface.LINES);

        progress.start("read", 1);
        progress.advance(1);
        progress.start("charge", 0);
        progress.close();
        progress.close();
        progress.advance(1);

        assertThat(shown()).isEqualTo("read: 1 of 1 (100%), 1,000/s\ncharge: 0 of 0 (100%), 0/s\n");
    }

    @Test
    void a_label_is_cut_and_shown_in_ascii() {
        Progress progress = on(Progress.Surface.LINES);

        progress.start("\u00fcnal\u001b[2J and many other customers", 1);
        progress.close();

        assertThat(shown()).isEqualTo("?nal?[2J and many ot: 0 of 1 (0%), 0/s\n");
    }

    @Test
    void many_threads_advance_one_work() throws InterruptedException {
        Progress progress = on(Progress.Surface.LINES);
        progress.start("charge", 40_000);

        Thread[] threads = new Thread[4];
        for (int number = 0; number < threads.length; number++) {
            threads[number] = new Thread(() -> {
                for (int call = 0; call < 10_000; call++) {
                    progress.advance(1);
                }
            });
            threads[number].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        progress.close();

        assertThat(shown()).startsWith("charge: 40,000 of 40,000 (100%)");
    }

    @Test
    void refuses_a_work_of_fewer_parts_than_none() {
        Progress progress = on(Progress.Surface.LINES);

        assertThatThrownBy(() -> progress.start("charge", -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> progress.start("charge", Progress.PARTS_MAX + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Progress on(Progress.Surface surface) {
        return Progress.on(new PrintStream(shown, true, US_ASCII), surface, clock);
    }

    private void after(Duration duration) {
        now = now.plus(duration);
    }

    private String shown() {
        return shown.toString(US_ASCII).replace(System.lineSeparator(), "\n");
    }
}
