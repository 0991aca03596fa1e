/**
 * {@link dev.spike.spring.metered.Metered @Metered}: methods that cost credits. Holds before the work, captures after it,
 * gives back when it fails. Owns the annotation, how its expressions are read, and what a repeated idempotency key means for
 * the work; what moves is the ledger's.
 */
@NullMarked
package dev.spike.spring.metered;

import org.jspecify.annotations.NullMarked;
