package dev.spike.spring.operations;

import dev.spike.provider.local.LocalDeliverer;
import dev.spike.provider.local.LocalProvider;
import dev.spike.provider.local.WebhookSink;
import java.util.List;

/** What a real payment provider does by itself, and the one in the box when it is asked: bills what is due, and tells of it. */
record LocalDueSteps(List<DueStep> steps) {

    /** More at once would sign the last of them long before it is sent. */
    private static final int DELIVERIES_MAX = 100;

    static LocalDueSteps of(LocalProvider provider, LocalDeliverer deliverer, WebhookSink sink) {
        return new LocalDueSteps(List.of(
                DueStep.often("local-bills", provider::billDue),
                DueStep.often(
                        "local-webhooks",
                        (now, limit) -> deliverer.deliverDue(sink, now, Math.min(limit, DELIVERIES_MAX)))));
    }
}
