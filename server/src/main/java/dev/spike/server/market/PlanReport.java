package dev.spike.server.market;

/**
 * What became of plans, by the tables.
 *
 * @param members who subscribe
 * @param before how many of them did when this run began
 * @param switched how many of them have switched
 * @param recovered how many lost their credits for want of a payment, and have paid since
 * @param periods that were paid
 * @param renewals how many of these followed one before
 */
public record PlanReport(long members, long before, long switched, long recovered, long periods, long renewals) {}
