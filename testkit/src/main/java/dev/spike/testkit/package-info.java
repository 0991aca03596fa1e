/** testkit. */
@NullMarked
package dev.spike.testkit;

import org.jspecify.annotations.NullMarked;
