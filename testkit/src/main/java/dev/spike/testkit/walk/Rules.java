package dev.spike.testkit.walk;

import dev.spike.ledger.Billable;
import dev.spike.ledger.NegativePolicy.DownTo;
import dev.spike.ledger.burndown.BurnDownOrder;
import dev.spike.ledger.burndown.BurnDownRule;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the model knows of its setup.
 *
 * @param floor how far available may fall; 0 where a negative balance is refused
 */
record Rules(
        ZoneId zone,
        boolean grouped,
        long floor,
        @Nullable Duration maxHold,
        boolean refusesCaptureOverHold,
        List<BurnDownRule> order) {

    static Rules of(Setup setup, Billable owner) {
        var type = setup.creditTypes().get(0);
        var limits = setup.limits();
        var policy = limits.negativeByType()
                .getOrDefault(type.id(), limits.negative().policyFor(type, owner));
        return new Rules(
                setup.zone(),
                setup.grouped(),
                policy instanceof DownTo allowed ? allowed.floor() : 0,
                limits.maxHold(),
                limits.refusesCaptureOverHold(),
                setup.orders().getOrDefault(type.id(), BurnDownOrder.standard()).rules());
    }

    /** As far below zero as 64 bits reach. */
    boolean isWithoutFloor() {
        return floor == -Long.MAX_VALUE;
    }
}
