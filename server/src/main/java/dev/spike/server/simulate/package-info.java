/**
 * A crowd that subscribes for months of simulated time at the provider in the box, and the proof from the tables that plans,
 * credits and money agree, whatever is lost, doubled, reordered, late, down or killed. Not a measurement: time is only told.
 */
@NullMarked
package dev.spike.server.simulate;

import org.jspecify.annotations.NullMarked;
