/**
 * Which grants a spend falls on: values and an instant in, values out.
 *
 * <p>Nothing here knows a table, a clock or a lock; the engine brings the open grants and writes what comes back. The
 * README beside this file tells the rules with examples.
 */
@NullMarked
package dev.spike.ledger.burndown;

import org.jspecify.annotations.NullMarked;
