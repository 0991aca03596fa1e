package dev.spike.testkit.walk;

import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.DailyUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * What an account had at instants of its past, and will have at instants to come if nothing is asked any more.
 *
 * @param now what the clock shows
 */
record CheckTime(CreditAccount account, ModelAccount model, Books books, Instant now, Tally tally) {

    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    void all(long seed, int instants) {
        var some = instants(seed, instants);
        for (var at : some) {
            tally.same(() -> "The balance at " + at, model.balanceAt(timeOf(at)), account.balanceAt(at));
            tally.countInstant();
        }
        if (!model.rules().grouped()) {
            law(some);
        }
        usage();
    }

    /** What has not passed on a clock that runs behind is answered at the account's last decision, as now is. */
    private Instant timeOf(Instant at) {
        return at.isBefore(now) ? at : model.timeOf(at);
    }

    /** On edges, a microsecond beside them, and between; all there are, if they are few. */
    private List<Instant> instants(long seed, int most) {
        var all = new TreeSet<Instant>();
        Instant before = null;
        for (var edge : model.edges()) {
            all.addAll(List.of(edge.minus(MICROSECOND), edge, edge.plus(MICROSECOND)));
            if (before != null) {
                all.add(before.plus(
                        Duration.between(before, edge).dividedBy(2_000).multipliedBy(1_000)));
            }
            before = edge;
        }
        var some = new ArrayList<>(all);
        Collections.shuffle(some, new Random(seed));
        return some.subList(0, Math.min(most, some.size()));
    }

    private void law(List<Instant> instants) {
        var sums = books.law(account.billable(), account.creditType().id(), instants);
        for (int i = 0; i < instants.size(); i++) {
            var at = instants.get(i);
            tally.same(
                    () -> "The law of the balance at " + at, model.balanceAt(at).total(), sums.get(i));
        }
    }

    private void usage() {
        var days = model.usage();
        for (var day : days.keySet()) {
            tally.same("Spent on " + day, days.get(day), account.spentOn(day));
        }
        var used = new ArrayList<DailyUsage>();
        days.forEach((day, spent) -> used.add(new DailyUsage(day, spent)));
        used.removeIf(day -> day.spent() == 0);
        if (!used.isEmpty()) {
            var first = used.get(0).day();
            var middle = used.get(used.size() / 2).day();
            var last = used.get(used.size() - 1).day();
            var parted = new ArrayList<>(account.usage(first.minusDays(1), middle.minusDays(1)));
            parted.addAll(account.usage(middle, last.plusDays(1)));
            tally.same("The usage parted at " + middle, used, parted);
        }
    }
}
