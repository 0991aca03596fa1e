/** benchmarks. */
@NullMarked
package dev.spike.benchmarks;

import org.jspecify.annotations.NullMarked;
