package dev.spike.billing.provider;

/** A means of payment that is no longer kept. */
public record Forgotten(String paymentMethodId) {}
