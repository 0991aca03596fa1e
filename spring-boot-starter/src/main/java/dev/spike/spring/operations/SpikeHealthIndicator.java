package dev.spike.spring.operations;

import dev.spike.billing.Backlog.Pile;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * {@code spike} in {@code /actuator/health}: DOWN when its tables cannot be read, as then no credits can be spent on this node;
 * WARNING, which Boot answers with 200 and leaves out of the whole, when somebody should look. One statement, shared with the
 * metrics. Thread-safe.
 */
final class SpikeHealthIndicator extends AbstractHealthIndicator {

    static final Status WARNING = new Status("WARNING", "somebody should look; see the warnings");

    private final RecentBacklog recent;
    private final List<StepProgress> steps;
    private final HealthProperties limits;

    SpikeHealthIndicator(RecentBacklog recent, List<StepProgress> steps, HealthProperties limits) {
        super("Spike's tables could not be read");
        this.recent = recent;
        this.steps = steps;
        this.limits = limits;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        var backlog = recent.get();
        var now = recent.now();
        var warnings = Warnings.about(backlog, steps, limits, now);
        health.up();
        if (!warnings.isEmpty()) {
            health.status(WARNING).withDetail("warnings", warnings);
        }
        health.withDetail("webhooks-arrived", backlog.arrived().count())
                .withDetail("webhooks-unsettled", backlog.unsettled().count())
                .withDetail("due", backlog.due().count())
                .withDetail("due-failed", backlog.failedDue().count());
        age(health, "webhooks-unsettled-for", backlog.unsettled());
        age(health, "due-for", backlog.due());
    }

    private void age(Health.Builder health, String name, Pile pile) {
        if (pile.oldest() != null) {
            health.withDetail(
                    name, Duration.between(pile.oldest(), recent.now()).toString());
        }
    }
}
