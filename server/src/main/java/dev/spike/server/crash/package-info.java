/**
 * Proof that nothing acknowledged is lost, no key works twice and no hold is forgotten, whatever is killed: a load over all
 * verbs that writes down what it asked and was told, a killer, and a judge who holds the journal against the ledger's
 * tables. A verb joins the load with a line in {@code Kind} and a case in {@code Drawing}, {@code Asking} and {@code Known}.
 */
@NullMarked
package dev.spike.server.crash;

import org.jspecify.annotations.NullMarked;
