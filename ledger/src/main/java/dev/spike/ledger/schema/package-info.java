/** How each part of Spike makes its tables beside those of others. For the parts; an application calls their schema classes. */
@NullMarked
package dev.spike.ledger.schema;

import org.jspecify.annotations.NullMarked;
