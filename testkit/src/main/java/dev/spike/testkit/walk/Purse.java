package dev.spike.testkit.walk;

import dev.spike.ledger.Balance;
import dev.spike.ledger.burndown.BurnDownRule;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;

/** What an account of the model has between two decisions: what it comes to is a function of time alone. */
final class Purse {

    final List<ModelGrant> grants = new ArrayList<>();
    final List<ModelHold> holds = new ArrayList<>();
    private final List<BurnDownRule> order;
    private final Deque<ModelHold.Portion> repayments = new ArrayDeque<>();
    private long owed;

    Purse(List<BurnDownRule> order) {
        this.order = order;
    }

    Balance balance(Instant at) {
        long available = -owed;
        long held = 0;
        for (var grant : grants) {
            available += free(grant, at);
            held += grant.counts(at) ? setAside(grant, at) : 0;
        }
        for (var hold : holds) {
            if (hold.isOpen(at)) {
                available -= hold.uncovered;
                held += hold.uncovered;
            }
        }
        return new Balance(available, held, owed);
    }

    long free(ModelGrant grant, Instant at) {
        return grant.counts(at) ? grant.left - setAside(grant, at) : 0;
    }

    long setAside(ModelGrant grant, Instant at) {
        long sum = 0;
        for (var hold : holds) {
            for (var portion : hold.portions) {
                sum += hold.isOpen(at) && portion.grant == grant ? portion.amount : 0;
            }
        }
        return sum;
    }

    long owed() {
        return owed;
    }

    /** What may be drawn on at the instant, in the order in which it is. */
    List<ModelGrant> open(Instant at) {
        return sorted(grants.stream().filter(grant -> free(grant, at) > 0).toList());
    }

    /** In burn-down order. */
    List<ModelGrant> sorted(List<ModelGrant> some) {
        var sorted = new ArrayList<ModelGrant>();
        for (var grant : some) {
            int place = 0;
            while (place < sorted.size() && sorted.get(place).isSpentBefore(grant, order)) {
                place++;
            }
            sorted.add(place, grant);
        }
        return sorted;
    }

    /** What of the amount is free, by burn-down order; nothing is taken yet. */
    List<ModelHold.Portion> plan(long amount, Instant at) {
        var plan = new ArrayList<ModelHold.Portion>();
        long missing = amount;
        for (var grant : open(at)) {
            long drawn = Math.min(missing, free(grant, at));
            if (drawn > 0) {
                plan.add(new ModelHold.Portion(grant, drawn));
                missing -= drawn;
            }
        }
        return plan;
    }

    /** Takes the amount of what is free; the rest is owed. */
    List<Answer.Part> take(long amount, Instant at) {
        var taken = new ArrayList<Answer.Part>();
        long missing = amount;
        for (var portion : plan(amount, at)) {
            portion.grant.left -= portion.amount;
            taken.add(new Answer.Part(portion.grant.step, portion.amount));
            missing -= portion.amount;
        }
        if (missing > 0) {
            owed += missing;
            taken.add(new Answer.Part(null, missing));
        }
        return taken;
    }

    /** What is free pays what is owed. */
    void repay(Instant at) {
        if (owed == 0) {
            return;
        }
        for (var portion : plan(owed, at)) {
            portion.grant.left -= portion.amount;
            owed -= portion.amount;
            repayments.push(portion);
        }
    }

    /** What was taken comes back, except to a voided grant; one that expired has it and it does not count. */
    List<Answer.Part> giveBack(ModelGrant grant, long amount, Instant at) {
        if (!grant.voided) {
            grant.left += amount;
        }
        return grant.hasEnded(at) ? List.of() : List.of(new Answer.Part(grant.step, amount));
    }

    /** What was owed is no longer; what was repaid of it goes back to those who did, the latest repayment first. */
    List<Answer.Part> forgive(long amount, Instant at) {
        var back = new ArrayList<Answer.Part>();
        long unpaid = Math.min(owed, amount);
        owed -= unpaid;
        if (unpaid > 0) {
            back.add(new Answer.Part(null, unpaid));
        }
        for (long repaid = amount - unpaid; repaid > 0; ) {
            var latest = repayments.element();
            long returned = Math.min(repaid, latest.amount);
            latest.amount -= returned;
            repaid -= returned;
            back.addAll(giveBack(latest.grant, returned, at));
            if (latest.amount == 0) {
                repayments.pop();
            }
        }
        return back;
    }

    /** As it is now, for {@link #balance} at any instant until the next decision. */
    Purse copy() {
        var copy = new Purse(order);
        var copies = new IdentityHashMap<ModelGrant, ModelGrant>();
        for (var grant : grants) {
            if (grant.left > 0) {
                copy.grants.add(copies.computeIfAbsent(grant, ModelGrant::copy));
            }
        }
        for (var hold : holds) {
            if (hold.closed == null) {
                var kept = new ModelHold(hold.step, hold.amount, hold.deadline);
                kept.uncovered = hold.uncovered;
                hold.portions.forEach(portion -> kept.portions.add(new ModelHold.Portion(
                        copies.computeIfAbsent(portion.grant, ModelGrant::copy), portion.amount)));
                copy.holds.add(kept);
            }
        }
        copy.owed = owed;
        return copy;
    }
}
