package dev.spike.spring.operations;

import dev.spike.billing.Backlog;
import dev.spike.ledger.BalanceCacheStats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoint answers without a list: numbers, and nobody's name.
 *
 * @param backlog of all nodes
 * @param rejectedWebhooks of this node since its start, by reason
 * @param dueWork of this node since its start
 * @param balanceCache of this node since its start; none where balances are not cached
 * @param warnings what somebody should look at, as health has it
 */
record Overview(
        Backlog backlog,
        Map<String, Long> rejectedWebhooks,
        List<Step> dueWork,
        @Nullable Cache balanceCache,
        List<String> warnings) {

    /** Balances that are remembered, and how often that answered. */
    record Cache(long size, int sizeMax, Duration ageMax, long hits, long misses, long hitPercent) {

        static Cache of(BalanceCacheStats stats) {
            return new Cache(
                    stats.size(),
                    stats.limits().sizeMax(),
                    stats.limits().ageMax(),
                    stats.hits(),
                    stats.misses(),
                    stats.hitPercent());
        }
    }

    /**
     * One kind of due work.
     *
     * @param failingSince none when it went well the last time
     */
    record Step(
            String name, long done, long failed, @Nullable Instant failingSince) {

        static Step of(StepProgress progress) {
            return new Step(progress.name(), progress.done(), progress.failed(), progress.failingSince());
        }
    }
}
