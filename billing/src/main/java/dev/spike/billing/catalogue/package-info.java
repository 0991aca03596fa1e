/**
 * Reads a catalogue from configuration: flat pairs of path and text in, a catalogue out, or all mistakes at once. Pure.
 *
 * <p>Not here: files and their formats, which are read by the server and by the starter. What may stand in a catalogue is
 * written in the tables of the {@code *Reading} classes, and nowhere else but on the page about it, which a test compares.
 */
@NullMarked
package dev.spike.billing.catalogue;

import org.jspecify.annotations.NullMarked;
