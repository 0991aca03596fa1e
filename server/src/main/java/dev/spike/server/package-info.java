/** server. */
@NullMarked
package dev.spike.server;

import org.jspecify.annotations.NullMarked;
