package dev.spike.ledger;

import java.time.LocalDate;

/** What was spent on a day of the configured zone, in smallest units; reversals are taken off. */
public record DailyUsage(LocalDate day, long spent) {}
