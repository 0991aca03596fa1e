package dev.spike.spring.operations;

import dev.spike.billing.Backlog;
import dev.spike.billing.Backlog.Pile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody should look at, as sentences; a rule over numbers and a time. */
final class Warnings {

    private final HealthProperties limits;
    private final Instant now;
    private final List<String> sentences = new ArrayList<>();

    private Warnings(HealthProperties limits, Instant now) {
        this.limits = limits;
        this.now = now;
    }

    static List<String> about(Backlog backlog, List<StepProgress> steps, HealthProperties limits, Instant now) {
        var warnings = new Warnings(limits, now);
        warnings.late(backlog.arrived(), "webhooks wait to be worked (%d); is due work done, on any node?");
        warnings.late(backlog.due(), "what is due with plans is not done (%d); is due work done, on any node?");
        warnings.failing(backlog.unsettled(), "webhooks fail, or wait for something that is not known (%d)");
        warnings.failing(backlog.failedDue(), "what was due with plans fails (%d)");
        warnings.wrong(backlog.purchases());
        steps.forEach(warnings::failing);
        return warnings.sentences;
    }

    private void late(Pile pile, String what) {
        if (isOlder(pile.oldest(), limits.lateAfter())) {
            sentences.add(what.formatted(pile.count()));
        }
    }

    private void failing(Pile pile, String what) {
        if (isOlder(pile.oldest(), limits.failingAfter())) {
            sentences.add(what.formatted(pile.count()));
        }
    }

    private void failing(StepProgress step) {
        if (isOlder(step.failingSince(), limits.failingAfter())) {
            sentences.add("due work '" + step.name() + "' fails on this node; its log says why");
        }
    }

    /** Money that is not where it should be is worth a look at once, as time heals none of it but the first two. */
    private void wrong(Backlog.Purchases purchases) {
        count(purchases.failedProvisions(), "what was paid could not be provided yet (%d)");
        count(
                purchases.failedTakeBacks(),
                "what was to be taken back after its money was returned could not be yet (%d)");
        count(purchases.mispaidOrders(), "orders were paid with other money than was asked (%d)");
        count(purchases.extraPayments(), "payments came for what had been paid already (%d)");
    }

    private void count(long count, String what) {
        if (count > 0) {
            sentences.add(what.formatted(count));
        }
    }

    private boolean isOlder(@Nullable Instant since, Duration limit) {
        return since != null && Duration.between(since, now).compareTo(limit) > 0;
    }
}
