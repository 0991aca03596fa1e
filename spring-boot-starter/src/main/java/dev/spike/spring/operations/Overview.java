package dev.spike.spring.operations;

import dev.spike.billing.Backlog;
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
 * @param warnings what somebody should look at, as health has it
 */
record Overview(Backlog backlog, Map<String, Long> rejectedWebhooks, List<Step> dueWork, List<String> warnings) {

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
