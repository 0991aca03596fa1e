/**
 * Proof that nothing acknowledged is lost and no key works twice, whatever is killed: a load that writes down what it was
 * told, a killer, and a comparison of both with the ledger.
 */
@NullMarked
package dev.spike.server.crash;

import org.jspecify.annotations.NullMarked;
