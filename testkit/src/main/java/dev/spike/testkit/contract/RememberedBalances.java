package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Balance;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.SpikeException;
import dev.spike.ledger.VoidRequest;
import dev.spike.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An account that is used at random, while somebody reads its balance at every instant that may matter and writes it down:
 * before and after each step, at each start, end and deadline, and a microsecond beside.
 */
final class RememberedBalances {

    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    private final CreditAccount account;
    private final SettableClock clock;
    private final Random random;
    private final NavigableMap<Instant, Balance> remembered = new TreeMap<>();
    private final TreeSet<Instant> edges = new TreeSet<>();
    private final List<GrantId> grants = new ArrayList<>();
    private final List<HoldId> holds = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private int done;

    RememberedBalances(CreditAccount account, SettableClock clock, long seed) {
        this.account = account;
        this.clock = clock;
        this.random = new Random(seed);
    }

    /** So many steps, and then the same questions once more, of the past and of what is to come. */
    void walk(int steps) {
        remember();
        for (int step = 0; step < steps; step++) {
            moveOn();
            use("step " + step);
            remember();
            if (step % 60 == 59) {
                askAgain();
            }
        }
        askAgain();
        assertThat(done).as("steps that were not refused").isGreaterThan(steps / 2);
        foretell();
    }

    int questions() {
        return remembered.size();
    }

    private void askAgain() {
        remembered.forEach((instant, balance) ->
                assertThat(account.balanceAt(instant)).as("at %s", instant).isEqualTo(balance));
        assertThat(account.balanceAt(clock.instant())).isEqualTo(account.balance());
    }

    /** What will be, as it is foretold now, and then as it is. */
    private void foretell() {
        var foretold = new TreeMap<Instant, Balance>();
        for (var edge : List.copyOf(edges.tailSet(clock.instant(), false))) {
            for (var instant : List.of(edge.minus(MICROSECOND), edge, edge.plus(MICROSECOND))) {
                foretold.put(instant, account.balanceAt(instant));
            }
        }
        foretold.forEach((instant, balance) -> {
            clock.set(instant);
            assertThat(account.balance()).as("foretold for %s", instant).isEqualTo(balance);
        });
    }

    private void remember() {
        remembered.put(clock.instant(), account.balance());
    }

    private void rememberAt(Instant instant) {
        if (instant.isAfter(clock.instant())) {
            clock.set(instant);
            remember();
        }
    }

    private void moveOn() {
        var next = clock.instant().plus(leap());
        for (var edge : List.copyOf(edges.subSet(clock.instant(), false, next, true))) {
            rememberAt(edge.minus(MICROSECOND));
            rememberAt(edge);
            if (random.nextInt(4) == 0) {
                return; // the next step is decided at the edge itself
            }
            rememberAt(edge.plus(MICROSECOND));
        }
        rememberAt(next);
    }

    private Duration leap() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> Duration.ZERO;
            case 3 -> MICROSECOND;
            case 4, 5 -> Duration.ofHours(random.nextInt(12));
            case 6 -> Duration.ofDays(random.nextInt(4));
            default -> Duration.ofDays(random.nextInt(14));
        };
    }

    private void use(String key) {
        try {
            step(key);
            done++;
        } catch (SpikeException refused) {
            remember(); // a refusal changes nothing, and must not be remembered as if it had
        }
    }

    private void step(String key) {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> add(key);
            case 3, 4, 5 -> spend(key, 1 + random.nextInt(40));
            case 6 -> spend(key, 1 + random.nextInt(300));
            case 7 -> remove(key);
            case 8, 9 -> hold(key);
            case 10 -> settle();
            default -> correct(key);
        }
    }

    private void add(String key) {
        var terms = GrantTerms.plain().withPriority(random.nextInt(3));
        var from = clock.instant();
        if (random.nextInt(3) == 0) {
            from = edge(Duration.ofHours(1 + random.nextInt(60)));
            terms = terms.startingAt(from);
        }
        if (random.nextInt(4) > 0) {
            var until = from.plus(Duration.ofHours(1 + random.nextInt(200)));
            edges.add(until);
            terms = terms.expiringAt(until);
        }
        var request = AddRequest.of(1 + random.nextInt(120)).withTerms(terms).withKey(key);
        grants.add(account.add(request).grant());
    }

    private Instant edge(Duration ahead) {
        var edge = clock.instant().plus(ahead);
        edges.add(edge);
        return edge;
    }

    private void spend(String key, long amount) {
        if (random.nextInt(3) == 0) {
            account.trySpend(amount);
            return;
        }
        account.trySpend(SpendRequest.of(amount).withKey(key));
        taken.add(key);
    }

    private void remove(String key) {
        var request = RemoveRequest.of(1 + random.nextInt(30)).withKey(key);
        account.remove(random.nextBoolean() || grants.isEmpty() ? request : request.from(one(grants)));
        taken.add(key);
    }

    private void hold(String key) {
        var request = HoldRequest.of(1 + random.nextInt(90)).withKey(key);
        if (random.nextInt(4) > 0) {
            request = request.until(edge(Duration.ofHours(1 + random.nextInt(100))));
        }
        holds.add(account.hold(request).hold());
    }

    private void settle() {
        if (holds.isEmpty()) {
            return;
        }
        var hold = holds.get(Math.max(0, holds.size() - 1 - random.nextInt(6)));
        switch (random.nextInt(6)) {
            case 0 -> account.release(hold);
            case 1 -> account.extend(hold, edge(Duration.ofHours(1 + random.nextInt(100))));
            case 2 -> account.capture(CaptureRequest.all(hold));
            case 3 -> account.capture(CaptureRequest.of(hold, random.nextInt(120)));
            default ->
                account.capture(CaptureRequest.of(hold, 1 + random.nextInt(40)).keepingTheRest());
        }
    }

    private void correct(String key) {
        if (random.nextInt(3) == 0 && !grants.isEmpty()) {
            account.voidGrant(VoidRequest.of(one(grants)));
        } else if (!taken.isEmpty()) {
            var request = ReverseRequest.of(one(taken)).withKey(key);
            account.reverse(random.nextBoolean() ? request : request.part(1 + random.nextInt(30)));
        }
    }

    private <T> T one(List<T> things) {
        return things.get(Math.max(0, things.size() - 1 - random.nextInt(8)));
    }
}
