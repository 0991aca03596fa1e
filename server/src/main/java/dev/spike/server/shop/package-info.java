/**
 * What the commands that try a shop out share: a shop that sells through the provider in the box, a load in a process that is
 * killed and begun again, and proofs that compare two sides row by row. What customers do there, and what is proved, is each
 * command's own.
 */
@NullMarked
package dev.spike.server.shop;

import org.jspecify.annotations.NullMarked;
