/**
 * How each part of Spike makes its tables beside those of others, and writes out what they have of somebody. For the parts; an
 * application calls their schema classes and facades.
 */
@NullMarked
package dev.spike.ledger.schema;

import org.jspecify.annotations.NullMarked;
