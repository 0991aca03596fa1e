package dev.spike.ledger.burndown;

import dev.spike.ledger.Allocation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The burn-down of an amount over grants. Pure and thread-safe.
 *
 * <pre>
 *   grants   A 100, ends in 7 days     B 200, ends in 14 days
 *   spend    130
 *   plan     A 100, B 30               uncovered 0
 * </pre>
 */
public final class BurnDown {

    private BurnDown() {}

    /** The grants that may be spent at the instant, first to last. n grants: O(n log n). */
    public static List<OpenGrant> inOrder(Collection<OpenGrant> grants, BurnDownOrder order, Instant at) {
        return grants.stream()
                .filter(grant -> grant.isSpendableAt(at))
                .sorted(order)
                .toList();
    }

    /** Draws the amount from the grants in order, each as far as it goes. */
    public static BurnDownPlan plan(Collection<OpenGrant> grants, BurnDownOrder order, Instant at, long amount) {
        var allocations = new ArrayList<Allocation>();
        long left = amount;
        for (var grant : inOrder(grants, order, at)) {
            if (left == 0) {
                break;
            }
            long drawn = Math.min(left, grant.free());
            allocations.add(new Allocation(grant.id(), drawn));
            left -= drawn;
        }
        return new BurnDownPlan(allocations, left);
    }

    /** What may be spent at the instant, in all. */
    public static long freeAt(Collection<OpenGrant> grants, Instant at) {
        return grants.stream()
                .filter(grant -> grant.isSpendableAt(at))
                .mapToLong(OpenGrant::free)
                .reduce(0, Math::addExact);
    }

    /** When time alone next changes what may be spent: the first start or end after the instant of a grant with something free. */
    public static Optional<Instant> nextChangeAfter(Collection<OpenGrant> grants, Instant at) {
        return grants.stream()
                .filter(grant -> grant.free() > 0)
                .flatMap(grant -> Stream.of(
                                Optional.of(grant.span().effectiveAt()),
                                Optional.ofNullable(grant.span().expiresAt()))
                        .flatMap(Optional::stream))
                .filter(instant -> instant.isAfter(at))
                .min(Instant::compareTo);
    }
}
