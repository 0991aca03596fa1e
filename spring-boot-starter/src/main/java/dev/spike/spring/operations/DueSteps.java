package dev.spike.spring.operations;

import dev.spike.billing.Billing;
import dev.spike.ledger.postgres.PostgresCredits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All kinds of due work, in the order in which they follow from each other: what a provider tells may let plans be renewed. */
final class DueSteps {

    private static final Duration DAILY = Duration.ofDays(1);

    private static final String OWNER =
            "Only the role that owns the tables may prepare and drop the months of receipts: let the"
                    + " application connect as that role, or call PostgresCredits.maintain() daily as that role and set"
                    + " spike.due.maintain to false. Nothing else waits for it.";

    /** As many as there may be: also those that did arrive are looked at, so a small number would fall behind for ever. */
    private static final int LOOKED_AT = 1_000;

    private DueSteps() {}

    /** @param engine whose receipts are looked after; none where somebody else does */
    static List<DueStep> of(Billing billing, @Nullable PostgresCredits engine, DueProperties properties) {
        var steps = new ArrayList<DueStep>();
        steps.add(DueStep.often("inbox", billing::workInbox));
        steps.add(DueStep.often("provide", billing::retryProviding));
        steps.add(DueStep.often("plans", billing::runDue));
        steps.add(DueStep.often("reconcile", billing::reconcile));
        steps.add(DueStep.often("catch-up", (now, limit) -> billing.catchUp(LOOKED_AT))
                .every(properties.catchUpEvery()));
        steps.add(DueStep.often("forget-bodies", (now, limit) -> billing.forgetBodies(now))
                .every(DAILY));
        if (engine != null && properties.maintain()) {
            steps.add(DueStep.often("maintain", (now, limit) -> maintained(engine))
                    .every(DAILY)
                    .patient(DAILY, OWNER));
        }
        return steps;
    }

    private static int maintained(PostgresCredits engine) {
        engine.maintain();
        return 0;
    }
}
