package dev.spike.ledger.burndown;

import dev.spike.ledger.Allocation;
import java.util.List;

/**
 * How an amount falls on the open grants.
 *
 * @param allocations in the order drawn, each above zero
 * @param uncovered what no grant had; zero or above
 */
public record BurnDownPlan(List<Allocation> allocations, long uncovered) {

    public BurnDownPlan {
        allocations = List.copyOf(allocations);
    }

    public boolean coversAll() {
        return uncovered == 0;
    }
}
