package dev.spike.testkit.walk;

import static java.util.Objects.requireNonNull;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.HoldId;
import java.util.HashMap;
import java.util.Map;

/** Which step made which grant and which hold of an engine. */
final class Made {

    private final Map<Integer, GrantId> grants = new HashMap<>();
    private final Map<Integer, HoldId> holds = new HashMap<>();
    private final Map<Long, Integer> steps = new HashMap<>();

    void grant(int step, GrantId grant) {
        grants.put(step, grant);
        steps.put(grant.number(), step);
    }

    void hold(int step, HoldId hold) {
        holds.put(step, hold);
    }

    GrantId grant(int step) {
        return requireNonNull(grants.get(step), "no grant of the step");
    }

    HoldId hold(int step) {
        return requireNonNull(holds.get(step), "no hold of the step");
    }

    /** Whether all that the request names was made, so that it can be asked for. */
    boolean hasAllOf(Request request) {
        if (request instanceof Request.Remove remove) {
            return remove.grantOf() == null || grants.containsKey(remove.grantOf());
        } else if (request instanceof Request.VoidGrant voiding) {
            return grants.containsKey(voiding.grantOf());
        } else if (request instanceof Request.Capture capture) {
            return holds.containsKey(capture.holdOf());
        } else if (request instanceof Request.Release release) {
            return holds.containsKey(release.holdOf());
        }
        return !(request instanceof Request.Extend extend) || holds.containsKey(extend.holdOf());
    }

    Answer.Part part(Allocation allocation) {
        var grant = allocation.grant();
        return new Answer.Part(grant == null ? null : steps.getOrDefault(grant.number(), -1), allocation.amount());
    }
}
