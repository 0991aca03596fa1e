package dev.spike.ledger;

import java.time.Instant;

/** Credits that are granted already but start later: when, and how many in smallest units. */
public record NextStart(Instant at, long amount) {}
