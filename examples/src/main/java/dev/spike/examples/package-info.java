/**
 * A small application that sells credits and spends them: translations and text messages. It is read by newcomers, and is no
 * part of what is published.
 */
@NullMarked
package dev.spike.examples;

import org.jspecify.annotations.NullMarked;
