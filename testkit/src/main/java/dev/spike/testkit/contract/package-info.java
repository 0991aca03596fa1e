/**
 * The rules of the ledger as test suites. An engine, or a path into one, passes them by extending each with a
 * {@link dev.spike.testkit.contract.LedgerUnderTest.Maker}.
 */
@NullMarked
package dev.spike.testkit.contract;

import org.jspecify.annotations.NullMarked;
