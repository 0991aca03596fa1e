/**
 * Whether what threads were answered could have been answered one after the other. Threads of two nodes drive one account,
 * and a search looks for an order of their requests in which a small model of the ledger gives every answer. Times stand
 * still here, so amounts are all that the model knows; what time does is for the race tests and the walk.
 */
@NullMarked
package dev.spike.testkit.linearizability;

import org.jspecify.annotations.NullMarked;
