package dev.spike.testkit.walk;

import dev.spike.ledger.Balance;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.NextStart;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one account, as simply as they can be said: a list of grants and one of holds, in plain loops. It remembers
 * what it had after each decision. Slow, in memory, for one thread.
 */
final class ModelAccount {

    private record First(Request request, Answer answer) {}

    private final Rules rules;
    private final Purse purse;
    private final Map<String, First> answers = new HashMap<>();
    private final Map<Integer, Taken> taken = new HashMap<>();
    private final Map<LocalDate, Long> usage = new TreeMap<>();
    private final NavigableMap<Instant, Purse> past = new TreeMap<>();
    private final NavigableSet<Instant> edges = new TreeSet<>();
    private Instant lastDecision = Instant.MIN;

    ModelAccount(Rules rules) {
        this.rules = rules;
        this.purse = new Purse(rules.order());
    }

    Answer ask(int step, @Nullable String key, Request.OfOne request, Instant now) {
        if (rules.grouped() && request instanceof Request.Spend spend && spend.datedAt() != null) {
            return new Answer.Refused(ErrorCode.GROUPED_SPEND_WITH_DETAILS);
        }
        var first = earlier(key, request);
        if (first != null) {
            return first;
        }
        var at = timeOf(now);
        return kept(step, key, request, request.fold(new ModelDecision(this, step, at)), at);
    }

    /** The first answer under the key, if there is one; a key of another request is refused. */
    @Nullable
    Answer earlier(@Nullable String key, Request request) {
        var first = key == null ? null : answers.get(key);
        if (first == null) {
            return null;
        }
        return first.request().meaning().equals(request.meaning())
                ? first.answer().replay()
                : new Answer.Refused(ErrorCode.KEY_REUSED);
    }

    /** The answer, remembered where it is a decision. */
    Answer kept(int step, @Nullable String key, Request request, Answer answer, Instant at) {
        if (answer.isDecision()) {
            remember(at);
            if (key == null) {
                taken.remove(step); // without a key nobody can name it
            } else {
                answers.put(key, new First(request, answer));
            }
        }
        return answer;
    }

    private void remember(Instant at) {
        lastDecision = at;
        past.put(at, purse.copy());
        edges.add(at);
        for (var grant : purse.grants) {
            edges.add(grant.start);
            if (grant.end != null) {
                edges.add(grant.end);
            }
        }
        for (var hold : purse.holds) {
            if (hold.deadline != null) {
                edges.add(hold.deadline);
            }
        }
    }

    /** The account's time never runs back. */
    Instant timeOf(Instant now) {
        return now.isAfter(lastDecision) ? now : lastDecision;
    }

    /** What it had then; or, of an instant to come, what it will have if nothing is asked any more. */
    Balance balanceAt(Instant instant) {
        var then = past.floorEntry(instant);
        return then == null ? Balance.nothing() : then.getValue().balance(instant);
    }

    Rules rules() {
        return rules;
    }

    Purse purse() {
        return purse;
    }

    ModelGrant grant(int step) {
        return purse.grants.stream()
                .filter(grant -> grant.step == step)
                .findFirst()
                .orElseThrow();
    }

    ModelHold hold(int step) {
        return purse.holds.stream()
                .filter(hold -> hold.step == step)
                .findFirst()
                .orElseThrow();
    }

    @Nullable
    Taken taken(int step) {
        return taken.get(step);
    }

    void took(int step, Taken what) {
        taken.put(step, what);
    }

    void used(@Nullable LocalDate day, long amount) {
        if (day != null) {
            usage.merge(day, amount, Long::sum);
        }
    }

    /** By day; a day may come to nothing. */
    Map<LocalDate, Long> usage() {
        return usage;
    }

    /** What has something left and starts later, in the order in which it would be drawn on. */
    List<ModelGrant> waiting(Instant at) {
        return purse.sorted(purse.grants.stream()
                .filter(grant -> grant.left > 0 && !grant.hasStarted(at))
                .toList());
    }

    @Nullable
    NextStart nextStart(Instant at) {
        NextStart next = null;
        for (var grant : waiting(at)) {
            if (next == null || grant.start.isBefore(next.at())) {
                next = new NextStart(grant.start, grant.left);
            } else if (grant.start.equals(next.at())) {
                next = new NextStart(grant.start, next.amount() + grant.left);
            }
        }
        return next;
    }

    /** Every instant at which something was decided, or at which time alone may change something. */
    NavigableSet<Instant> edges() {
        return edges;
    }
}
