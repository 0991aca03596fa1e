package dev.spike.testkit.walk;

import dev.spike.ledger.CaptureRequest.Rest;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.HoldState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One decision of the model: what each verb does to an account at an instant. Every verb that is accepted first repays what is
 * owed from what is free, and once more at its end from what it freed.
 */
final class ModelDecision implements Request.Verbs<Answer> {

    private final ModelAccount account;
    private final Purse purse;
    private final Rules rules;
    private final int step;
    private final Instant at;

    /** @param step names the grant or the hold that may be made */
    ModelDecision(ModelAccount account, int step, Instant at) {
        this.account = account;
        this.purse = account.purse();
        this.rules = account.rules();
        this.step = step;
        this.at = at;
    }

    @Override
    public Answer add(Request.Add add) {
        var grant = new ModelGrant(step, purse.grants.size(), add.amount(), add.terms(), at);
        if (liesAhead(add.terms().createdAt())) {
            return new Answer.Refused(ErrorCode.DATED_IN_THE_FUTURE);
        }
        if (grant.start.isBefore(at)) {
            return new Answer.Refused(ErrorCode.STARTS_IN_THE_PAST);
        }
        if (grant.end != null && !grant.end.isAfter(grant.start)) {
            return new Answer.Refused(ErrorCode.EXPIRES_BEFORE_START);
        }
        purse.repay(at);
        purse.grants.add(grant);
        return accepted(add.amount(), List.of(new Answer.Part(step, add.amount())));
    }

    @Override
    public Answer spend(Request.Spend spend) {
        if (liesAhead(spend.datedAt())) {
            return new Answer.Refused(ErrorCode.DATED_IN_THE_FUTURE);
        }
        if (!affords(spend.amount())) {
            return declined();
        }
        purse.repay(at);
        return took(spend.amount(), purse.take(spend.amount(), at), day(spend.datedAt()));
    }

    @Override
    public Answer remove(Request.Remove remove) {
        if (liesAhead(remove.datedAt())) {
            return new Answer.Refused(ErrorCode.DATED_IN_THE_FUTURE);
        }
        if (remove.grantOf() != null) {
            return removeFrom(account.grant(remove.grantOf()), remove.amount());
        }
        if (!affords(remove.amount())) {
            return declined();
        }
        purse.repay(at);
        return took(remove.amount(), purse.take(remove.amount(), at), null);
    }

    /** What the grant has once it has repaid; it need not have started. */
    private Answer removeFrom(ModelGrant grant, long amount) {
        long repays = 0;
        for (var portion : purse.plan(purse.owed(), at)) {
            repays += portion.grant == grant ? portion.amount : 0;
        }
        long has = grant.hasEnded(at) ? 0 : grant.left - purse.setAside(grant, at) - repays;
        if (has == 0) {
            return new Answer.Refused(ErrorCode.GRANT_NOT_OPEN);
        }
        if (has < amount) {
            return new Answer.Refused(ErrorCode.GRANT_HAS_LESS);
        }
        purse.repay(at);
        grant.left -= amount;
        return took(amount, List.of(new Answer.Part(grant.step, amount)), null);
    }

    @Override
    public Answer hold(Request.Hold asked) {
        var longest = rules.maxHold() == null ? null : at.plus(rules.maxHold());
        var refused = asked.deadline() == null ? null : checked(micros(asked.deadline()));
        if (refused != null) {
            return refused;
        }
        if (!affords(asked.amount())) {
            return declined();
        }
        purse.repay(at);
        var hold = new ModelHold(step, asked.amount(), asked.deadline() == null ? longest : micros(asked.deadline()));
        hold.portions.addAll(purse.plan(asked.amount(), at));
        hold.uncovered = asked.amount() - hold.setAside();
        purse.holds.add(hold);
        return accepted(asked.amount(), parts(hold.portions));
    }

    private Answer.@Nullable Refused checked(Instant deadline) {
        if (!deadline.isAfter(at)) {
            return new Answer.Refused(ErrorCode.DEADLINE_PASSED);
        }
        return rules.maxHold() != null && deadline.isAfter(at.plus(rules.maxHold()))
                ? new Answer.Refused(ErrorCode.DEADLINE_TOO_FAR)
                : null;
    }

    @Override
    public Answer capture(Request.Capture capture) {
        return ifOpen(capture.holdOf(), hold -> {
            long aside = hold.setAside();
            long amount = capture.amount() == null ? aside : capture.amount();
            long extra = Math.max(0, amount - aside);
            if (extra > 0 && (rules.refusesCaptureOverHold() || !affords(extra))) {
                return declined();
            }
            purse.repay(at);
            var taken = captured(hold, amount - extra);
            if (capture.rest() == Rest.RELEASED || hold.setAside() == 0) {
                hold.close(amount == 0 ? HoldState.RELEASED : HoldState.CAPTURED, at);
            }
            long uncovered =
                    amount - taken.stream().mapToLong(Answer.Part::amount).sum();
            taken.addAll(purse.take(uncovered, at));
            return took(amount, taken, day(null));
        });
    }

    /** The parts of the grants, first drawn first; what of the amount no grant covers is only taken off the hold. */
    private static List<Answer.Part> captured(ModelHold hold, long amount) {
        var captured = new ArrayList<ModelHold.Portion>();
        long wanted = amount;
        for (var portion : hold.portions) {
            long some = Math.min(wanted, portion.amount);
            portion.amount -= some;
            portion.grant.left -= portion.grant.voided ? 0 : some;
            wanted -= some;
            captured.add(new ModelHold.Portion(portion.grant, some));
        }
        hold.uncovered -= wanted;
        return parts(captured);
    }

    @Override
    public Answer release(Request.Release release) {
        return ifOpen(release.holdOf(), hold -> {
            purse.repay(at);
            hold.close(HoldState.RELEASED, at);
            return accepted(hold.setAside(), List.of());
        });
    }

    @Override
    public Answer extend(Request.Extend extend) {
        return ifOpen(extend.holdOf(), hold -> {
            var deadline = micros(extend.deadline());
            var refused = checked(deadline);
            if (refused != null) {
                return refused;
            }
            hold.deadline = deadline;
            return accepted(hold.setAside(), List.of());
        });
    }

    private Answer ifOpen(int holdOf, Function<ModelHold, Answer> verb) {
        var hold = account.hold(holdOf);
        if (hold.hasLapsed(at)) {
            return new Answer.Closed(HoldState.LAPSED, hold.deadline);
        }
        return hold.closed == null ? verb.apply(hold) : new Answer.Closed(hold.closed, hold.closedAt);
    }

    @Override
    public Answer voidGrant(Request.VoidGrant voiding) {
        var grant = account.grant(voiding.grantOf());
        if (grant.hasEnded(at)) {
            return new Answer.Refused(ErrorCode.GRANT_NOT_OPEN);
        }
        purse.repay(at);
        long ended = grant.left;
        grant.left = 0;
        grant.voided = true;
        return accepted(ended, ended == 0 ? List.of() : List.of(new Answer.Part(grant.step, ended)));
    }

    @Override
    public Answer reverse(Request.Reverse reverse) {
        var taken = account.taken(reverse.undoes());
        if (taken == null) {
            return new Answer.Refused(ErrorCode.NOTHING_TO_REVERSE);
        }
        long amount = reverse.amount() == null ? taken.left() : reverse.amount();
        if (amount == 0 || amount > taken.left()) {
            return new Answer.Refused(ErrorCode.REVERSAL_TOO_LARGE);
        }
        purse.repay(at);
        var back = new ArrayList<Answer.Part>();
        for (var part : taken.undo(amount)) {
            back.addAll(
                    part.grantOf() == null
                            ? purse.forgive(part.amount(), at)
                            : purse.giveBack(account.grant(part.grantOf()), part.amount(), at));
        }
        account.used(taken.day, -amount);
        return accepted(amount, back);
    }

    private Answer took(long amount, List<Answer.Part> parts, @Nullable LocalDate day) {
        account.took(step, new Taken(day, parts));
        account.used(day, amount);
        return accepted(amount, parts);
    }

    private Answer accepted(long amount, List<Answer.Part> parts) {
        purse.repay(at);
        return new Answer.Accepted(amount, List.copyOf(parts), purse.balance(at), at, false);
    }

    private Answer declined() {
        return new Answer.Declined(purse.balance(at), at, account.nextStart(at), false);
    }

    /** Nothing is taken as not all accounts have enough, whether or not this one has. */
    Answer declinedWithOthers(long amount) {
        return affords(amount) ? new Answer.DeclinedForAnother(purse.balance(at), at, false) : declined();
    }

    boolean affords(long amount) {
        return purse.balance(at).available() - amount >= rules.floor();
    }

    boolean liesAhead(@Nullable Instant date) {
        return date != null && micros(date).isAfter(at);
    }

    private LocalDate day(@Nullable Instant date) {
        return LocalDate.ofInstant(date == null ? at : micros(date), rules.zone());
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static List<Answer.Part> parts(List<ModelHold.Portion> portions) {
        var parts = new ArrayList<Answer.Part>();
        for (var portion : portions) {
            if (portion.amount > 0) {
                parts.add(new Answer.Part(portion.grant.step, portion.amount));
            }
        }
        return parts;
    }
}
