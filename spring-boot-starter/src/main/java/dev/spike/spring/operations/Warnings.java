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
        warnings.late(backlog.arrived(), "webhooks wait to be worked: is due work done, on any node?");
        warnings.late(backlog.due(), "things are due with plans and not done: is due work done, on any node?");
        warnings.failing(backlog.unsettled(), "webhooks fail or wait for something that is not known");
        warnings.failing(backlog.failedDue(), "things that were due with plans fail");
        warnings.wrong(backlog.purchases());
        steps.forEach(warnings::failing);
        return warnings.sentences;
    }

    private void late(Pile pile, String what) {
        if (isOlder(pile.oldest(), limits.lateAfter())) {
            sentences.add(pile.count() + " " + what);
        }
    }

    private void failing(Pile pile, String what) {
        if (isOlder(pile.oldest(), limits.failingAfter())) {
            sentences.add(pile.count() + " " + what);
        }
    }

    private void failing(StepProgress step) {
        if (isOlder(step.failingSince(), limits.failingAfter())) {
            sentences.add("due work '" + step.name() + "' fails on this node; its log says why");
        }
    }

    /** Money that is not where it should be is worth a look at once, as time heals none of it but the first two. */
    private void wrong(Backlog.Purchases purchases) {
        count(purchases.failedProvisions(), "things were paid and could not be provided yet");
        count(purchases.failedTakeBacks(), "things could not be taken back yet after their money was returned");
        count(purchases.mispaidOrders(), "orders were paid with other money than was asked");
        count(purchases.extraPayments(), "payments came for what had been paid already");
    }

    private void count(long count, String what) {
        if (count > 0) {
            sentences.add(count + " " + what);
        }
    }

    private boolean isOlder(@Nullable Instant since, Duration limit) {
        return since != null && Duration.between(since, now).compareTo(limit) > 0;
    }
}
