/**
 * The ledger on PostgreSQL: one write path, one verb per file, one store per table.
 *
 * <p>A write walks: lock the account, look for a replay, read what is open, decide (pure), append rows, bring the stored
 * balance up to date, keep the receipt, commit, publish. Only {@link dev.spike.ledger.postgres.PostgresCredits} and what
 * an administrator calls are public. All SQL of the ledger is in this package's stores and migrations.
 */
@NullMarked
package dev.spike.ledger.postgres;

import org.jspecify.annotations.NullMarked;
