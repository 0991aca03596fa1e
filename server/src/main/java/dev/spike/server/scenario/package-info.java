/**
 * Credit scenarios: "given these grants, after these operations, the balances are these", read from files in one JSON
 * vocabulary and run against a real ledger, a real database and a scripted clock.
 *
 * <p>It owns the format, its time rules (which of several things comes first at one instant, when a grant recurs) and the
 * translation into the ledger's verbs. It decides nothing about credits: every balance, refusal and allocation that it
 * compares is what the ledger's public API answered. What the ledger does not claim is reported as not offered.
 */
@NullMarked
package dev.spike.server.scenario;

import org.jspecify.annotations.NullMarked;
