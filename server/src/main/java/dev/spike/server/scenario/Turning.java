package dev.spike.server.scenario;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.RemoveRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Periods turn: grants are refilled, reset or carried over. The ledger's grants never grow and keep their expiry, so a
 * turn is a void and a grant of what the rule leaves.
 */
final class Turning {

    private final Granting granting;

    Turning(Granting granting) {
        this.granting = granting;
    }

    /** Sets the grant back to its amount, if it is still active. */
    void refill(Stage stage, String name) {
        stage.names()
                .bucket(name)
                .filter(bucket -> bucket.isActiveAt(stage.now()))
                .ifPresent(
                        bucket -> setTo(stage, bucket, stage.units(bucket.plan().amount())));
    }

    /** Leaves of every active grant what its rollover says, and of the debt nothing unless it is preserved. */
    Answer reset(Stage stage, Operation operation) {
        var targets = new LinkedHashMap<Bucket, Long>();
        for (var bucket : stage.names().buckets()) {
            if (bucket.isActiveAt(stage.now())) {
                targets.put(bucket, afterReset(stage, bucket));
            }
        }
        targets.keySet().forEach(bucket -> checkNotHeld(stage, bucket));
        targets.entrySet().removeIf(target -> stage.free(target.getKey()) == target.getValue());
        targets.keySet().forEach(bucket -> granting.takeBack(stage, bucket));
        settleOverage(stage, operation);
        targets.forEach((bucket, units) -> granting.add(stage, bucket, units));
        return Answer.nothing();
    }

    private static long afterReset(Stage stage, Bucket bucket) {
        var rollover = bucket.plan().turn().rollover();
        return rollover == null ? 0 : stage.units(rollover.of(stage.credits(stage.free(bucket))));
    }

    /** Refills the named grant; what was unused of it is carried over, if it has a rule for that. */
    Answer cycle(Stage stage, Operation operation) {
        var name = operation.grant().orElseThrow(() -> new NotOfferedException("operation cycle without a grant"));
        var bucket = stage.names()
                .bucket(name)
                .filter(known -> known.isActiveAt(stage.now()))
                .orElseThrow(() -> new NotOfferedException("operation cycle of a grant that is not active"));
        checkNotHeld(stage, bucket);
        long unused = stage.free(bucket);
        granting.takeBack(stage, bucket);
        settleOverage(stage, operation);
        carry(stage, bucket, unused);
        granting.add(stage, bucket, stage.units(bucket.plan().amount()));
        return Answer.done();
    }

    /** Trims the carried buckets to their cap, oldest first, the new one last. */
    private void carry(Stage stage, Bucket bucket, long unused) {
        var carry = bucket.plan().turn().carry();
        if (carry == null || unused == 0) {
            return;
        }
        var carried = carriedFrom(stage, bucket);
        long total = carried.stream().mapToLong(stage::free).reduce(unused, Math::addExact);
        var cap = carry.cap(bucket.plan().amount()).map(stage::unitsCutOff);
        long excess = total - Math.max(0, Math.min(total, cap.orElse(total)));
        for (var old : carried) {
            long trimmed = Math.min(excess, stage.free(old));
            if (trimmed > 0) {
                stage.account()
                        .remove(RemoveRequest.of(trimmed).from(stage.names().grant(old.name())));
            }
            excess -= trimmed;
        }
        granting.add(stage, newBucket(stage, bucket, carry, stage.credits(unused)), unused - excess);
    }

    private static List<Bucket> carriedFrom(Stage stage, Bucket bucket) {
        var carried = new ArrayList<Bucket>();
        for (var other : stage.names().buckets()) {
            if (bucket.name().equals(other.carriedFrom()) && other.isActiveAt(stage.now())) {
                carried.add(other);
            }
        }
        return carried;
    }

    private static Bucket newBucket(Stage stage, Bucket bucket, Carry carry, BigDecimal amount) {
        var now = stage.now();
        var plan = new GrantPlan(
                stage.names().nextCarried(bucket.name()),
                amount,
                new GrantPlan.Span(now, carry.endFrom(now), null),
                new GrantPlan.Rank(bucket.plan().rank().priority(), GrantPlan.Kind.ROLLOVER, now),
                GrantPlan.Turn.NONE);
        return Bucket.of(plan, bucket.name(), null);
    }

    /** Gives the grant another expiry, which is a void and a grant of the rest with the new one. */
    Answer setExpiry(Stage stage, Operation operation) {
        var found = operation.grant().flatMap(stage.names()::bucket);
        if (found.isEmpty()) {
            return Answer.rejected("there is no such grant");
        }
        var bucket = found.get();
        if (!bucket.isActiveAt(stage.now())) {
            throw new NotOfferedException("operation set_expiry of a grant that is not active");
        }
        checkNotHeld(stage, bucket);
        var expires = operation.part().instant("expires").orElse(null);
        var changed = bucket.expiring(expires);
        long left = stage.free(bucket);
        if (left == 0 && expires != null && !expires.isAfter(stage.now())) {
            return Answer.rejected("the new expiry has passed");
        }
        granting.add(stage, changed, left); // first, as it is this that may be refused
        granting.takeBack(stage, bucket);
        return Answer.done();
    }

    private void setTo(Stage stage, Bucket bucket, long units) {
        checkNotHeld(stage, bucket);
        if (stage.free(bucket) != units) {
            granting.takeBack(stage, bucket);
            granting.add(stage, bucket, units);
        }
    }

    /** What is held of a grant ends with it in the ledger; the peers have rules of their own. */
    private static void checkNotHeld(Stage stage, Bucket bucket) {
        if (stage.isHeldOf(bucket)) {
            throw new NotOfferedException("a turn of a grant that an open hold draws on");
        }
    }

    /** Forgives what is owed, unless the case preserves it: credits of the same amount, which repay it at once. */
    private static void settleOverage(Stage stage, Operation operation) {
        var balance = stage.account().balance();
        long forgiven = Math.min(balance.owed(), Math.max(0, -balance.available()));
        Optional.of(forgiven)
                .filter(units -> units > 0 && !operation.part().flag("preserve_overage"))
                .ifPresent(units -> stage.account().add(AddRequest.of(units).withNotes("Overage forgiven")));
    }
}
