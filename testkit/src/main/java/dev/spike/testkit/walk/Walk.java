package dev.spike.testkit.walk;

import dev.spike.ledger.Billable;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A random walk over the verbs of the ledger, with a model beside the engine. Not thread-safe: the walk sets the clock of its
 * setup; walks with clocks of their own may share an engine's tables.
 *
 * <p>After each step: the answer, the balance, the grants, the holds, the usage and the law's line of SQL are the model's; each
 * grant's rows come to what is left of it and end when it ends; the rows come to the model's balance at every later start and
 * end. Some steps spend of all accounts at once. A step repeats a key now and then, which changes nothing, and some clocks run
 * behind. In the end the balance of past and future instants is the model's, and where usage is not grouped the law's line at
 * past instants too.
 */
public final class Walk {

    /** Few, so that each is met often. */
    private static final int ACCOUNTS = 2;

    /** Instants of an account that are looked at in the end. */
    private static final int INSTANTS = 12;

    private final Maker maker;
    private final Setup setup;
    private final Books books;
    private final Instant start;

    /** A walk of the engine that the maker makes, whose rows are in the books. It begins when the setup's clock stands. */
    public Walk(Maker maker, Setup setup, Books books) {
        this.maker = maker;
        this.setup = setup;
        this.books = books;
        this.start = setup.clock().instant();
    }

    /** What was walked without a broken rule: steps, comparisons made, and instants of past and future among them. */
    public record Walked(long steps, long compared, long instants) {

        public Walked and(Walked more) {
            return new Walked(steps + more.steps, compared + more.compared, instants + more.instants);
        }
    }

    /**
     * Takes the steps that the seed stands for.
     *
     * @throws AssertionError when a rule is broken; the message has the seed and the fewest steps found that break one
     */
    public Walked run(long seed, int steps) {
        var trail = new Trail(seed);
        var source = new StepSource(seed, setup.grouped(), trail.models());
        var taken = new ArrayList<Step>();
        var broken = (String) null;
        for (int i = 0; i < steps && broken == null; i++) {
            taken.add(source.next(setup.clock().instant()));
            broken = trail.brokenBy(taken.get(i));
        }
        broken = broken == null ? trail.brokenInTheEnd() : broken;
        if (broken != null) {
            throw new AssertionError(story(seed, steps, taken));
        }
        return new Walked(steps, trail.tally.compared(), trail.tally.instants());
    }

    private String story(long seed, int steps, List<Step> taken) {
        var fewest = Shrinking.fewest(taken, fewer -> brokenBy(seed, fewer) != null);
        var story = new StringBuilder("The walk from seed %d broke a rule at step %d of %d; these %d steps suffice:%n"
                .formatted(seed, taken.size(), steps, fewest.size()));
        fewest.forEach(step -> story.append("  ").append(step).append(System.lineSeparator()));
        return story.append("Usage ")
                .append(setup.grouped() ? "grouped by day" : "a row per spend")
                .append(": ")
                .append(brokenBy(seed, fewest))
                .toString();
    }

    /** What the steps break when taken from the start by owners that nobody has met. */
    private @Nullable String brokenBy(long seed, List<Step> steps) {
        var trail = new Trail(seed);
        for (var step : steps) {
            var broken = trail.brokenBy(step);
            if (broken != null) {
                return broken;
            }
        }
        return trail.brokenInTheEnd();
    }

    /** The engine and the model on their way, with new owners, from the start. */
    private final class Trail {

        private final long seed;
        private final Tally tally = new Tally();
        private final List<WalkedAccount> accounts;
        private final Together together;
        private final Set<Integer> taken = new HashSet<>();

        private Trail(long seed) {
            this.seed = seed;
            setup.clock().set(start);
            var credits = maker.make(setup);
            accounts = IntStream.range(0, ACCOUNTS)
                    .mapToObj(i -> Billable.of("walker", UUID.randomUUID().toString()))
                    .map(owner -> new WalkedAccount(
                            credits.of(owner), new ModelAccount(Rules.of(setup, owner)), books, tally))
                    .toList();
            together = new Together(credits, accounts, tally);
        }

        private List<ModelAccount> models() {
            return accounts.stream().map(WalkedAccount::model).toList();
        }

        private @Nullable String brokenBy(Step step) {
            return broken(() -> take(step));
        }

        private @Nullable String brokenInTheEnd() {
            return broken(() -> accounts.forEach(account -> account.checkAllTime(seed, INSTANTS, now())));
        }

        /** Any failure of the engine breaks the rule that it answers. */
        private static @Nullable String broken(Runnable work) {
            try {
                work.run();
                return null;
            } catch (BrokenRule e) {
                return e.getMessage();
            } catch (RuntimeException e) {
                return e.toString();
            }
        }

        private void take(Step step) {
            if (step instanceof Step.Ask ask) {
                taken.add(ask.id());
                ask(ask, ask.request());
            } else if (step instanceof Step.Again again
                    && taken.contains(again.first().id())) {
                ask(again.first(), again.request());
            } else if (step instanceof Step.Move move) {
                setup.clock().set(move.to());
                accounts.forEach(account -> account.checkMoved(now()));
            }
        }

        private void ask(Step.Ask first, Request request) {
            var account = accounts.get(first.account());
            if (request instanceof Request.OfOne one) {
                account.ask(first, one, now());
                account.check(now());
            } else if (request instanceof Request.SpendAll all) {
                together.ask(first, all, now());
                accounts.forEach(each -> each.check(now()));
            }
        }

        private Instant now() {
            return setup.clock().instant().truncatedTo(ChronoUnit.MICROS);
        }
    }
}
