package dev.spike.ledger;

/** Decides whose account may go below zero; asked under the account's lock, so it must be quick and read nothing. */
@FunctionalInterface
public interface NegativeRule {

    NegativePolicy policyFor(CreditType creditType, Billable billable);
}
