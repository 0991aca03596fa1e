/**
 * What an application that uses Spike tests with: a PostgreSQL of its own, a clock that is set by hand, and the rules of
 * the ledger as suites that any engine passes.
 */
@NullMarked
package dev.spike.testkit;

import org.jspecify.annotations.NullMarked;
