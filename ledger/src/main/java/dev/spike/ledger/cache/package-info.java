/** What a process remembers of rows that it and others change. For the parts of Spike; an application says how much and how long. */
@NullMarked
package dev.spike.ledger.cache;

import org.jspecify.annotations.NullMarked;
