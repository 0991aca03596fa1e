package dev.spike.testkit.walk;

import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.NextStart;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one account, as simply as they can be said: a list of grants with what remains of each, in plain loops. Slow,
 * in memory, for one thread.
 */
final class ModelAccount {

    private record First(Request request, Answer answer) {}

    private final ZoneId zone;
    private final boolean grouped;
    private final List<ModelGrant> grants = new ArrayList<>();
    private final Map<String, First> answers = new HashMap<>();
    private final Map<LocalDate, Long> usage = new TreeMap<>();
    private Instant lastDecision = Instant.MIN;

    ModelAccount(ZoneId zone, boolean grouped) {
        this.zone = zone;
        this.grouped = grouped;
    }

    Answer ask(int step, @Nullable String key, Request request, Instant now) {
        if (grouped && request instanceof Request.Spend && request.date() != null) {
            return new Answer.Refused(ErrorCode.GROUPED_SPEND_WITH_DETAILS);
        }
        var first = key == null ? null : answers.get(key);
        if (first != null) {
            return first.request().equals(request) ? first.answer().replay() : new Answer.Refused(ErrorCode.KEY_REUSED);
        }
        var at = timeOf(now);
        var answer = decide(step, request, at);
        if (!(answer instanceof Answer.Refused)) {
            lastDecision = at;
            if (key != null) {
                answers.put(key, new First(request, answer));
            }
        }
        return answer;
    }

    /** The account's time never runs back. */
    Instant timeOf(Instant now) {
        return now.isAfter(lastDecision) ? now : lastDecision;
    }

    private Answer decide(int step, Request request, Instant at) {
        var given = request.date();
        var date = given == null ? at : given;
        if (date.isAfter(at)) {
            return new Answer.Refused(ErrorCode.DATED_IN_THE_FUTURE);
        }
        if (request instanceof Request.Add add) {
            return add(step, add, at);
        } else if (request instanceof Request.Spend spend) {
            var answer = draw(open(at), spend.amount(), at);
            if (answer instanceof Answer.Accepted) {
                usage.merge(LocalDate.ofInstant(date, zone), spend.amount(), Long::sum);
            }
            return answer;
        }
        return remove((Request.Remove) request, at);
    }

    private Answer add(int step, Request.Add add, Instant at) {
        var grant = new ModelGrant(step, grants.size(), add.amount(), add.terms(), at);
        if (grant.start.isBefore(at)) {
            return new Answer.Refused(ErrorCode.STARTS_IN_THE_PAST);
        }
        if (grant.end != null && !grant.end.isAfter(grant.start)) {
            return new Answer.Refused(ErrorCode.EXPIRES_BEFORE_START);
        }
        grants.add(grant);
        return new Answer.Accepted(List.of(new Answer.Part(step, add.amount())), balance(at), at, false);
    }

    private Answer remove(Request.Remove remove, Instant at) {
        if (remove.grantOf() == null) {
            return draw(open(at), remove.amount(), at);
        }
        for (var grant : grants) {
            if (grant.step == remove.grantOf() && grant.remaining > 0 && !grant.hasEnded(at)) {
                return grant.remaining < remove.amount()
                        ? new Answer.Refused(ErrorCode.GRANT_HAS_LESS)
                        : draw(List.of(grant), remove.amount(), at);
            }
        }
        return new Answer.Refused(ErrorCode.GRANT_NOT_OPEN);
    }

    private Answer draw(List<ModelGrant> from, long amount, Instant at) {
        long there = 0;
        for (var grant : from) {
            there += grant.remaining;
        }
        if (there < amount) {
            return new Answer.Declined(balance(at), at, nextStart(at), false);
        }
        var parts = new ArrayList<Answer.Part>();
        long left = amount;
        for (var grant : from) {
            long drawn = Math.min(left, grant.remaining);
            if (drawn > 0) {
                grant.remaining -= drawn;
                left -= drawn;
                parts.add(new Answer.Part(grant.step, drawn));
            }
        }
        return new Answer.Accepted(parts, balance(at), at, false);
    }

    long balance(Instant at) {
        long sum = 0;
        for (var grant : grants) {
            if (grant.counts(at)) {
                sum += grant.remaining;
            }
        }
        return sum;
    }

    /** What may be spent at the instant, in the order in which it is. */
    List<ModelGrant> open(Instant at) {
        var open = new ArrayList<ModelGrant>();
        for (var grant : grants) {
            if (grant.remaining > 0 && grant.counts(at)) {
                insert(open, grant);
            }
        }
        return open;
    }

    /** What has something left and starts later, in the order in which it would be spent. */
    List<ModelGrant> waiting(Instant at) {
        var waiting = new ArrayList<ModelGrant>();
        for (var grant : grants) {
            if (grant.remaining > 0 && !grant.hasStarted(at)) {
                insert(waiting, grant);
            }
        }
        return waiting;
    }

    private static void insert(List<ModelGrant> sorted, ModelGrant grant) {
        int place = 0;
        while (place < sorted.size() && sorted.get(place).isSpentBefore(grant)) {
            place++;
        }
        sorted.add(place, grant);
    }

    private @Nullable NextStart nextStart(Instant at) {
        NextStart next = null;
        for (var grant : waiting(at)) {
            if (next == null || grant.start.isBefore(next.at())) {
                next = new NextStart(grant.start, grant.remaining);
            } else if (grant.start.equals(next.at())) {
                next = new NextStart(grant.start, next.amount() + grant.remaining);
            }
        }
        return next;
    }

    List<ModelGrant> grants() {
        return grants;
    }

    Map<LocalDate, Long> usage() {
        return usage;
    }

    /** Every instant at which time alone may change something. */
    List<Instant> edges() {
        var edges = new ArrayList<Instant>();
        for (var grant : grants) {
            edges.add(grant.start);
            if (grant.end != null) {
                edges.add(grant.end);
            }
        }
        return edges;
    }
}
