package dev.spike.testkit.walk;

import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.burndown.BurnDownOrder;
import dev.spike.ledger.burndown.BurnDownRule;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;

/** What a walk goes over: a setup for each seed, so that a printed seed names all of a walk. */
public final class Ground {

    private static final List<BurnDownOrder> ORDERS = List.of(
            BurnDownOrder.standard(),
            BurnDownOrder.standard(),
            BurnDownOrder.of(BurnDownRule.SOONEST_EXPIRY),
            BurnDownOrder.of(BurnDownRule.CARRIED_OVER_FIRST, BurnDownRule.OLDEST_CREATED),
            BurnDownOrder.of(BurnDownRule.PROMOTIONAL_FIRST, BurnDownRule.OLDEST_EFFECTIVE));

    private static final List<NegativePolicy> POLICIES = List.of(
            NegativePolicy.refused(), NegativePolicy.downTo(-7), NegativePolicy.downTo(-30), NegativePolicy.allowed());

    private Ground() {}

    /**
     * Usage grouped or not, below zero or not, holds bounded or not, in one of several burn-down orders. With a clock of its
     * own, hours before the zone changes to summer time.
     */
    public static Setup of(long seed) {
        var random = new Random(~seed);
        var setup = Setup.standard()
                .in(ZoneId.of("Europe/Vilnius"))
                .at("2026-03-28T20:00:00Z")
                .spending(oneOf(ORDERS, random))
                .negative(oneOf(POLICIES, random));
        setup = random.nextBoolean() ? setup : setup.ungrouped();
        setup = random.nextInt(3) > 0 ? setup : setup.maxHold(Duration.ofHours(36));
        return random.nextInt(5) > 0 ? setup : setup.refusingCaptureOverHold();
    }

    private static <T> T oneOf(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
