package dev.spike.billing.provider;

/** Somebody the provider knows; one per billable. */
public record Customer(String id) {}
