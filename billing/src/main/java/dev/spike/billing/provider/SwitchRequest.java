package dev.spike.billing.provider;

/** A subscription to be switched to other terms once. */
public record SwitchRequest(String key, String subscriptionKey, SubscriptionTerms terms) {}
