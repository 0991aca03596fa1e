package dev.spike.testkit.walk;

import dev.spike.ledger.GrantTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Steps by chance, so chosen that edges are met: times on a start or an end or a microsecond beside it, amounts that empty
 * a grant or an account or miss it by one, keys used before.
 */
final class StepSource {

    private static final List<Duration> SPANS = List.of(
            Duration.ofNanos(1_000),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofHours(24),
            Duration.ofHours(36),
            Duration.ofHours(168));

    /** Beside an edge; the third is no whole microsecond. */
    private static final List<Duration> NEAR = List.of(
            Duration.ZERO, Duration.ofNanos(-1_000), Duration.ofNanos(-500), Duration.ofNanos(1_000), Duration.ZERO);

    private static final int KEYS_REMEMBERED = 12;

    private final Random random;
    private final int accounts;
    private final IntFunction<ModelAccount> models;
    private final List<Step.Ask> keyed = new ArrayList<>();
    private int id;

    StepSource(long seed, int accounts, IntFunction<ModelAccount> models) {
        this.random = new Random(seed);
        this.accounts = accounts;
        this.models = models;
    }

    Step next(Instant now) {
        int dice = random.nextInt(100);
        if (dice < 25) {
            return new Step.Move(time(now));
        } else if (dice < 35 && !keyed.isEmpty()) {
            return new Step.Again(
                    oneOf(keyed.subList(Math.max(0, keyed.size() - KEYS_REMEMBERED), keyed.size())), difference());
        }
        int account = random.nextInt(accounts);
        var ask = new Step.Ask(++id, account, random.nextBoolean(), request(models.apply(account), now));
        if (ask.keyed()) {
            keyed.add(ask);
        }
        return ask;
    }

    private Request.Difference difference() {
        return chance(70) ? Request.Difference.NONE : oneOf(List.of(Request.Difference.values()));
    }

    private Instant time(Instant now) {
        if (chance(6)) {
            return now.minusNanos(random.nextInt(5_000_000)); // another node's clock, a little behind
        }
        var ahead = new ArrayList<Instant>();
        for (int i = 0; i < accounts; i++) {
            models.apply(i).edges().stream().filter(edge -> edge.isAfter(now)).forEach(ahead::add);
        }
        if (ahead.isEmpty() || chance(30)) {
            return now.plus(oneOf(SPANS)).plusNanos(random.nextInt(3));
        }
        ahead.sort(null);
        return ahead.get(random.nextInt(Math.min(3, ahead.size()))).plus(oneOf(NEAR));
    }

    private Request request(ModelAccount model, Instant now) {
        int dice = random.nextInt(100);
        if (dice < 35) {
            return new Request.Add(1 + random.nextInt(12), terms(model, now));
        } else if (dice < 82) {
            return new Request.Spend(amount(model, now), chance(12) ? date(now) : null);
        }
        var grants = model.grants();
        boolean named = !grants.isEmpty() && chance(50);
        return new Request.Remove(amount(model, now), named ? oneOf(grants).step : null, chance(12) ? date(now) : null);
    }

    private GrantTerms terms(ModelAccount model, Instant now) {
        var start = chance(25) ? now.plus(oneOf(SPANS)) : chance(3) ? now.minusNanos(1_000) : null;
        var end = chance(65) ? end(model, start == null ? now : start) : null;
        return new GrantTerms(
                start,
                end,
                chance(10) ? date(now) : null,
                chance(75) ? 0 : random.nextInt(3) - 1,
                chance(25),
                chance(10));
    }

    private Instant end(ModelAccount model, Instant start) {
        var edges = model.edges();
        if (!edges.isEmpty() && chance(25)) {
            return oneOf(edges); // level with another grant, or already over
        }
        return chance(3) ? start : start.plus(oneOf(SPANS));
    }

    private Instant date(Instant now) {
        return chance(15) ? now.plusNanos(1_000) : now.minus(oneOf(SPANS));
    }

    private long amount(ModelAccount model, Instant now) {
        var open = model.open(model.timeOf(now));
        if (open.isEmpty() || chance(60)) {
            return 1L + random.nextInt(8);
        }
        long all = model.balance(model.timeOf(now));
        return oneOf(List.of(all, all + 1, open.get(0).remaining, open.get(0).remaining + 1));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T extends @Nullable Object> T oneOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
