/**
 * Reads catalogues from YAML, and shows them.
 *
 * <p>Not here: what may stand in a catalogue, which billing judges.
 */
@NullMarked
package dev.spike.server.catalogue;

import org.jspecify.annotations.NullMarked;
