package dev.spike.billing.provider;

/**
 * A verified message of the provider.
 *
 * @param id the provider's id of the message: the same when it is delivered again
 * @param type the provider's word for what it tells
 * @param body the text as it was sent
 */
public record Delivery(String id, String type, String body) {}
