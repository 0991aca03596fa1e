package dev.spike.testkit.walk;

import dev.spike.testkit.SettableClock;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A random walk over the verbs of the ledger, the same for two engines (usage grouped by day, and a row per spend), with a
 * model beside each. Not thread-safe: the walk sets the clock that its engines share.
 *
 * <p>After each step: the answer, the balance, the grants, the usage and the law's line of SQL are the model's; each grant's
 * rows come to what remains of it and end when it ends; the rows come to the model's balance at every later start and end;
 * both engines have the same balance now and later. A step repeats a key now and then, which changes nothing.
 */
public final class Walk {

    /** Few, so that each is met often. */
    private static final int ACCOUNTS = 3;

    private static final List<Integer> ALL =
            IntStream.range(0, ACCOUNTS).boxed().toList();

    private final Maker maker;
    private final Setup setup;
    private final Books books;
    private final Instant start;

    /**
     * A walk of the engines that the maker makes, whose rows are in the books. It begins when the setup's clock stands.
     */
    public Walk(Maker maker, Setup setup, Books books) {
        this.maker = maker;
        this.setup = setup;
        this.books = books;
        this.start = setup.clock().instant();
    }

    /**
     * Prints the seed and takes the steps that it stands for.
     *
     * @throws AssertionError when a rule is broken; the message has the seed and the fewest steps found that break one
     */
    public void run(long seed, int steps) {
        System.out.println("Walking " + steps + " steps from seed " + seed + ".");
        var trail = new Trail();
        var source = new StepSource(seed, ACCOUNTS, trail::model);
        var taken = new ArrayList<Step>();
        for (int i = 0; i < steps; i++) {
            taken.add(source.next(trail.clock().instant()));
            if (trail.brokenBy(taken.get(i)) != null) {
                throw new AssertionError(story(seed, steps, taken));
            }
        }
    }

    private String story(long seed, int steps, List<Step> taken) {
        var fewest = Shrinking.fewest(taken, fewer -> brokenBy(fewer) != null);
        var story = new StringBuilder("The walk from seed %d broke a rule at step %d of %d; these %d steps suffice:%n"
                .formatted(seed, taken.size(), steps, fewest.size()));
        fewest.forEach(step -> story.append("  ").append(step).append(System.lineSeparator()));
        return story.append(brokenBy(fewest)).toString();
    }

    /** What the steps break when taken from the start by owners that nobody has met. */
    private @Nullable String brokenBy(List<Step> steps) {
        var trail = new Trail();
        for (var step : steps) {
            var broken = trail.brokenBy(step);
            if (broken != null) {
                return broken;
            }
        }
        return null;
    }

    /** Both engines on one way, with new owners, from the start. */
    private final class Trail {

        private final Traveller grouped = new Traveller(maker.make(setup), setup, ACCOUNTS, books);
        private final Traveller single =
                new Traveller(maker.make(setup.ungrouped()), setup.ungrouped(), ACCOUNTS, books);

        private Trail() {
            clock().set(start);
        }

        private SettableClock clock() {
            return setup.clock();
        }

        private ModelAccount model(int account) {
            return single.model(account);
        }

        private @Nullable String brokenBy(Step step) {
            if (step instanceof Step.Move move) {
                clock().set(move.to());
            }
            var now = clock().instant().truncatedTo(ChronoUnit.MICROS);
            try {
                grouped.take(step, now);
                single.take(step, now);
                for (int account : touchedBy(step)) {
                    BrokenRule.unlessSame(
                            "What account " + account + " comes to later, by day and by spend",
                            grouped.check(account, now),
                            single.check(account, now));
                }
                return null;
            } catch (BrokenRule e) {
                return e.getMessage();
            }
        }

        private static List<Integer> touchedBy(Step step) {
            if (step instanceof Step.Ask ask) {
                return List.of(ask.account());
            }
            return step instanceof Step.Again again ? List.of(again.first().account()) : ALL;
        }
    }
}
