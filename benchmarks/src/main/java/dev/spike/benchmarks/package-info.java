/**
 * Load drivers and the designs they are compared with: what a spend costs here and in the reference design, measured on
 * one server in one run. Not a test of rules, though every run ends by proving the law of the balance, and never published.
 */
@NullMarked
package dev.spike.benchmarks;

import org.jspecify.annotations.NullMarked;
