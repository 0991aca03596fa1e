/**
 * Load drivers and the designs they are compared with: what a spend costs here and in the reference design, measured on
 * one server in one run; and random walks by the million, which need the testkit, as the server must not. Every run ends by
 * proving the law of the balance. Never published.
 */
@NullMarked
package dev.spike.benchmarks;

import org.jspecify.annotations.NullMarked;
