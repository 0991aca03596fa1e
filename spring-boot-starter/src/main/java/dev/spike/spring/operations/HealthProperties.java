package dev.spike.spring.operations;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When health warns. A warning never takes a node out of service: what a payment provider or a job fails to do, no other node
 * does better.
 *
 * @param lateAfter How long a webhook may wait to be worked, and something due to be done, before health warns.
 * @param failingAfter How long something may fail, while it is tried again, before health warns.
 * @param keep How long what was counted is kept for health, metrics and the endpoint, 0 s to 5 m.
 */
@ConfigurationProperties("spike.health")
record HealthProperties(
        @DefaultValue("15m") Duration lateAfter,
        @DefaultValue("1h") Duration failingAfter,
        @DefaultValue("5s") Duration keep) {

    private static final Duration KEEP_MAX = Duration.ofMinutes(5);

    HealthProperties {
        notNegative("late-after", lateAfter);
        notNegative("failing-after", failingAfter);
        notNegative("keep", keep);
        if (keep.compareTo(KEEP_MAX) > 0) {
            throw new IllegalArgumentException("keep is " + keep + "; it must be at most " + KEEP_MAX);
        }
    }

    private static void notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " is " + value + "; it must not be negative");
        }
    }
}
