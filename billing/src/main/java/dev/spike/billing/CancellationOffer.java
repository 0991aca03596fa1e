package dev.spike.billing;

/** What is offered to those who are about to cancel. */
public record CancellationOffer(Discount discount) {}
