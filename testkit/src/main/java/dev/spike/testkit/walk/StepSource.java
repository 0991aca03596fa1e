package dev.spike.testkit.walk;

import dev.spike.ledger.CaptureRequest.Rest;
import dev.spike.ledger.GrantTerms;
import dev.spike.testkit.walk.Request.SpendAll.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Steps by chance, so chosen that edges are met: times on a start, an end or a deadline or a microsecond beside it, amounts
 * that empty a grant, a hold or an account or miss it by one, keys used before.
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

    private static final int REMEMBERED = 12;

    private final Random random;
    private final boolean grouped;
    private final List<ModelAccount> models;
    private final List<Step.Ask> keyed = new ArrayList<>();
    private int id;

    StepSource(long seed, boolean grouped, List<ModelAccount> models) {
        this.random = new Random(seed);
        this.grouped = grouped;
        this.models = models;
    }

    Step next(Instant now) {
        int dice = random.nextInt(100);
        if (dice < 22) {
            return new Step.Move(time(now));
        } else if (dice < 30 && !keyed.isEmpty()) {
            var first = oneOfTheLast(keyed);
            return new Step.Again(first, again(first));
        }
        int account = random.nextInt(models.size());
        var request = request(models.get(account), account, now);
        var ask = new Step.Ask(++id, account, random.nextInt(3) > 0, request);
        if (ask.keyed()) {
            keyed.add(ask);
        }
        return ask;
    }

    /** Mostly the same request, sometimes another, which wrongly comes under the same key. */
    private Request again(Step.Ask first) {
        var request = first.request();
        return switch (random.nextInt(10)) {
            case 0 -> request.more();
            case 1 ->
                request instanceof Request.Spend spend
                        ? new Request.Remove(spend.amount(), null, null)
                        : new Request.Spend(2, null);
            case 2 ->
                new Request.SpendAll(List.of(new Part(first.account(), 2), new Part(next(first.account()), 1)), null);
            default -> chance(50) ? request : request.turned();
        };
    }

    private int next(int account) {
        return (account + 1) % models.size();
    }

    private Instant time(Instant now) {
        if (chance(6)) {
            return now.minusNanos(random.nextInt(5_000_000)); // another node's clock, a little behind
        }
        var ahead = new ArrayList<Instant>();
        models.forEach(model -> ahead.addAll(model.edges().tailSet(now, false)));
        if (ahead.isEmpty() || chance(30)) {
            return now.plus(oneOf(SPANS)).plusNanos(random.nextInt(3));
        }
        ahead.sort(null);
        return ahead.get(random.nextInt(Math.min(3, ahead.size()))).plus(oneOf(NEAR));
    }

    private Request request(ModelAccount model, int account, Instant now) {
        int dice = random.nextInt(100);
        var grants = model.purse().grants;
        var holds = model.purse().holds;
        if (dice < 24) {
            return new Request.Add(1 + random.nextInt(12), terms(model, now));
        } else if (dice < 43) {
            return new Request.Spend(amount(model, now), date(now));
        } else if (dice < 50) {
            return new Request.SpendAll(List.of(part(account, now), part(next(account), now)), date(now));
        } else if (dice < 60) {
            boolean named = !grants.isEmpty() && chance(50);
            return new Request.Remove(amount(model, now), named ? oneOf(grants).step : null, date(now));
        } else if (dice < 72 || (dice < 86 && holds.isEmpty())) {
            return new Request.Hold(amount(model, now), chance(60) ? end(model, now) : null);
        } else if (dice < 86) {
            return close(model, oneOfTheLast(holds), dice, now);
        } else if (dice < 90 && !grants.isEmpty()) {
            return new Request.VoidGrant(oneOf(grants).step);
        }
        return reverse(model, account);
    }

    private Part part(int account, Instant now) {
        return new Part(account, amount(models.get(account), now));
    }

    private Request close(ModelAccount model, ModelHold hold, int dice, Instant now) {
        if (dice < 80) {
            return new Request.Capture(hold.step, captured(model, hold, now), chance(40) ? Rest.KEPT : Rest.RELEASED);
        }
        return dice < 83 ? new Request.Release(hold.step) : new Request.Extend(hold.step, end(model, now));
    }

    private @Nullable Long captured(ModelAccount model, ModelHold hold, Instant now) {
        long aside = hold.setAside();
        int dice = random.nextInt(100);
        if (dice < 20) {
            return null;
        } else if (dice < 25) {
            return 0L;
        } else if (dice < 75) {
            return 1 + random.nextLong(aside + 1);
        }
        return aside + amount(model, now);
    }

    /** Most often of something that took, sometimes of anything. */
    private Request reverse(ModelAccount model, int account) {
        var keys = keyed.stream().filter(ask -> ask.asks(account)).toList();
        int step = keys.isEmpty() ? 1 : oneOfTheLast(keys).id();
        for (int i = 0; i < REMEMBERED && model.taken(step) == null && !keys.isEmpty(); i++) {
            step = oneOfTheLast(keys).id();
        }
        return new Request.Reverse(step, chance(40) ? null : 1L + random.nextInt(5));
    }

    private GrantTerms terms(ModelAccount model, Instant now) {
        var start = chance(40) ? now.plus(oneOf(SPANS)) : chance(3) ? now.minusNanos(1_000) : null;
        var end = chance(65) ? end(model, start == null ? now : start) : null;
        return new GrantTerms(start, end, date(now), chance(75) ? 0 : random.nextInt(3) - 1, chance(25), chance(10));
    }

    /** Level with something else, or already over, now and then. */
    private Instant end(ModelAccount model, Instant start) {
        var ahead = List.copyOf(model.edges().tailSet(start));
        if (!ahead.isEmpty() && chance(25)) {
            return oneOf(ahead);
        }
        return chance(3) ? start : start.plus(oneOf(SPANS));
    }

    /** A date for the books; seldom one, and seldomer one to come. */
    private @Nullable Instant date(Instant now) {
        if (!chance(grouped ? 2 : 12)) {
            return null;
        }
        return chance(15) ? now.plusNanos(1_000) : now.minus(oneOf(SPANS));
    }

    private long amount(ModelAccount model, Instant now) {
        var at = model.timeOf(now);
        var open = model.purse().open(at);
        if (chance(60)) {
            return 1L + random.nextInt(8);
        }
        long all = model.balanceAt(at).available() - Math.max(model.rules().floor(), -50);
        long first = open.isEmpty() ? 1 : model.purse().free(open.get(0), at);
        return Math.max(1, oneOf(List.of(all, all + 1, first, first + 1)));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T oneOfTheLast(List<T> list) {
        return oneOf(list.subList(Math.max(0, list.size() - REMEMBERED), list.size()));
    }

    private <T> T oneOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
