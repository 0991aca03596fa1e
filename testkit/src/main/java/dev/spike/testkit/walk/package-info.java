/**
 * A random walk over all verbs of the ledger beside a tiny model of its rules: any engine on the ledger's tables can be
 * walked, and a walk that breaks a rule is shrunk to the few steps that matter.
 *
 * <p>The model states the rules of the balance in plain loops and shares no code with an engine; where the two differ, one of
 * them is wrong. Not here: concurrency (a walk has one thread) and the wording of errors.
 */
@NullMarked
package dev.spike.testkit.walk;

import org.jspecify.annotations.NullMarked;
