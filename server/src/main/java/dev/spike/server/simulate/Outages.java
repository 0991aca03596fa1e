package dev.spike.server.simulate;

import static dev.spike.server.simulate.Time.TICKS_PER_DAY;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * When nothing is worked: two or so days of every three months, in which customers come all the same, and then some days longer
 * than the grace, in which the whole application is down and nobody can come.
 */
record Outages(List<Outage> all) {

    private static final int EVERY = 45 * TICKS_PER_DAY;

    Outages {
        all = List.copyOf(all);
    }

    /** Ticks from the first to before the last. */
    record Outage(int from, int until, boolean isOfAll) {

        boolean holds(int tick) {
            return tick >= from && tick < until;
        }
    }

    static Outages draw(long seed, int ticks) {
        var random = new SplittableRandom(seed ^ 0x0A7A6E5L);
        var all = new ArrayList<Outage>();
        for (int block = 0; block < ticks; block += EVERY) {
            boolean ofAll = all.size() % 2 == 1;
            int days = ofAll ? 4 + random.nextInt(3) : 1;
            int lasts = days * TICKS_PER_DAY + random.nextInt(3);
            int from = block + 1 + random.nextInt(EVERY - lasts - 2);
            if (from + lasts < ticks) {
                all.add(new Outage(from, from + lasts, ofAll));
            }
        }
        return new Outages(all);
    }

    /** Whether nothing is worked. */
    boolean holds(int tick) {
        return all.stream().anyMatch(outage -> outage.holds(tick));
    }

    /** Whether nobody can come: also in the tick after, in which what has heaped up is worked first. */
    boolean isClosed(int tick) {
        return all.stream().anyMatch(outage -> outage.isOfAll() && (outage.holds(tick) || outage.until() == tick));
    }

    /** Whether what was lost is asked for: once a day, and when work begins again. */
    boolean isCaughtUp(int tick) {
        return tick % TICKS_PER_DAY == 0 || all.stream().anyMatch(outage -> outage.until() == tick);
    }
}
