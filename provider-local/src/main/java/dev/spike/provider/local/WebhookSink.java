package dev.spike.provider.local;

/** Where webhooks go. What is not accepted, and what throws, is sent again later. */
@FunctionalInterface
public interface WebhookSink {

    /** Whether it was accepted: a real endpoint answers with a 2xx. */
    boolean accepts(SignedWebhook webhook);
}
