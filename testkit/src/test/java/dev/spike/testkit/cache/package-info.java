/** Balances that a node remembers: never without what the node itself did, and never for longer than was allowed. */
@NullMarked
package dev.spike.testkit.cache;

import org.jspecify.annotations.NullMarked;
