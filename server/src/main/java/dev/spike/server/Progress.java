package dev.spike.server;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a long work is: on a terminal one bar that is drawn anew, elsewhere a plain line now and then. ASCII only.
 * Thread-safe: many may advance the same work.
 *
 * <p>{@code charge  [############............]  50%  9,683 of 19,366  4,211/s}
 */
public final class Progress implements AutoCloseable {

    /** Where the progress is seen. */
    public enum Surface {
        /** A screen whose last line can be written over; at most ten times a second. */
        TERMINAL(Duration.ofMillis(100)),
        /** A file or a pipe; at most one line in five seconds, and the last. */
        LINES(Duration.ofSeconds(5));

        private final Duration pause;

        Surface(Duration pause) {
            this.pause = pause;
        }
    }

    /** So that a thousand times as much is still a long. */
    public static final long PARTS_MAX = 1_000_000_000_000_000L;

    private static final int CELLS = 24;
    private static final int LABEL_MAX = 20;

    private final PrintStream out;
    private final Surface surface;
    private final InstantSource clock;
    private @Nullable Work work;

    private Progress(PrintStream out, Surface surface, InstantSource clock) {
        this.out = out;
        this.surface = surface;
        this.clock = clock;
    }

    public static Progress on(PrintStream out, Surface surface, InstantSource clock) {
        return new Progress(out, surface, clock);
    }

    /**
     * Begins a work of this many parts, 0 to {@link #PARTS_MAX}, and ends the one before. The label is cut after 20
     * characters.
     */
    public synchronized void start(String label, long total) {
        if (total < 0 || total > PARTS_MAX) {
            throw new IllegalArgumentException(
                    "A work of %d parts cannot be shown; give 0 to %d".formatted(total, PARTS_MAX));
        }
        close();
        Instant now = clock.instant();
        String plain = label.replaceAll("[^ -~]", "?");
        work = new Work(plain.substring(0, Math.min(plain.length(), LABEL_MAX)), total, now, now.plus(surface.pause));
        if (surface == Surface.TERMINAL) {
            draw(work, now);
        }
    }

    /** So many more parts are done. Without a work begun, nothing is shown. */
    public synchronized void advance(long parts) {
        if (work == null) {
            return;
        }
        work.done += parts;
        Instant now = clock.instant();
        if (!now.isBefore(work.nextDrawn)) {
            draw(work, now);
            work.nextDrawn = now.plus(surface.pause);
        }
    }

    /** Shows once more how far the work is, and ends it; repeated, it does nothing. */
    @Override
    public synchronized void close() {
        if (work != null) {
            draw(work, clock.instant());
            if (surface == Surface.TERMINAL) {
                out.println();
            }
            work = null;
        }
    }

    private void draw(Work shown, Instant now) {
        if (surface == Surface.LINES) {
            out.println(shown.counts(now));
            return;
        }
        String line = shown.bar(now);
        out.print('\r' + line + " ".repeat(Math.max(0, shown.width - line.length())));
        out.flush();
        shown.width = line.length();
    }

    /** One work under way; guarded by the progress it belongs to. */
    private static final class Work {
        private final String label;
        private final long total;
        private final Instant started;
        private Instant nextDrawn;
        private long done;
        private int width;

        Work(String label, long total, Instant started, Instant nextDrawn) {
            this.label = label;
            this.total = total;
            this.started = started;
            this.nextDrawn = nextDrawn;
        }

        String bar(Instant now) {
            int full = (int) (percent() * CELLS / 100);
            return String.format(
                    Locale.ROOT,
                    "%s  [%s%s] %3d%%  %,d of %,d  %,d/s",
                    label,
                    "#".repeat(full),
                    ".".repeat(CELLS - full),
                    percent(),
                    done,
                    total,
                    perSecond(now));
        }

        String counts(Instant now) {
            return String.format(
                    Locale.ROOT, "%s: %,d of %,d (%d%%), %,d/s", label, done, total, percent(), perSecond(now));
        }

        /** Never 100 before the end. */
        private long percent() {
            return done >= total ? 100 : done * 100 / total;
        }

        private long perSecond(Instant now) {
            long millis = Math.max(1, Duration.between(started, now).toMillis());
            return done * 1000 / millis;
        }
    }
}
