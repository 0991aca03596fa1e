package dev.spike.spring.operations;

/**
 * What one round of due work came to.
 *
 * @param done how much was done
 * @param failures how many kinds of work failed; the others were done all the same
 * @param more whether there may be more to do at once
 */
public record DueRound(int done, int failures, boolean more) {}
