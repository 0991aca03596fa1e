/** The words that customers read, as a bean. */
@NullMarked
package dev.spike.spring.messages;

import org.jspecify.annotations.NullMarked;
