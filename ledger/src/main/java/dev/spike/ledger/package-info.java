/** ledger. */
@NullMarked
package dev.spike.ledger;

import org.jspecify.annotations.NullMarked;
