package dev.spike.server.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Who there is, and who comes when: drawn from the seed, so that it is the same in every process. */
final class Crowd {

    static final String BILLABLE_TYPE = "customer";

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** A spender comes about every five weeks. */
    private static final int TICKS_BETWEEN_VISITS = 140;

    /** Who is quiet only comes to change the card, once in a year. */
    private static final int TICKS_BETWEEN_QUIET_VISITS = 1_400;

    private final Simulation.Plan plan;
    private final Habit[] habits;
    private final int[] arrivals;

    Crowd(Simulation.Plan plan) {
        this.plan = plan;
        this.habits = new Habit[plan.billables()];
        this.arrivals = new int[plan.billables()];
        int ticks = plan.time().ticks();
        for (int number = 0; number < plan.billables(); number++) {
            var random = random(number, -1);
            habits[number] = Habit.draw(random);
            arrivals[number] = random.nextInt(random.nextInt(3) == 0 ? Math.min(ticks, 40) : (ticks + 1) / 2);
        }
    }

    /** @param isFirst whether they were never there before */
    record Visit(String id, Habit habit, boolean isFirst, SplittableRandom random) {}

    List<Visit> visits(int tick) {
        var visits = new ArrayList<Visit>();
        for (int number = 0; number < habits.length; number++) {
            if (habits[number] != Habit.IDLE && tick >= arrivals[number]) {
                boolean isFirst = tick == arrivals[number];
                var random = random(number, tick);
                int between = habits[number] == Habit.QUIET ? TICKS_BETWEEN_QUIET_VISITS : TICKS_BETWEEN_VISITS;
                if (isFirst || random.nextInt(between) == 0) {
                    visits.add(new Visit(id(habits[number], number), habits[number], isFirst, random));
                }
            }
        }
        return visits;
    }

    /** Begins with the habit, so that it is seen in the tables. */
    private static String id(Habit habit, int number) {
        return habit.name().toLowerCase(Locale.ROOT) + "-" + number;
    }

    private SplittableRandom random(long number, long tick) {
        return new SplittableRandom(((plan.seed() + 1) * SPREAD + number) * SPREAD + tick);
    }
}
