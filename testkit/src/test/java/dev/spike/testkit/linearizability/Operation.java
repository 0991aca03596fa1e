package dev.spike.testkit.linearizability;

/**
 * One request of a thread and its answer. It took effect at some instant between the two.
 *
 * @param asked the tick of the history's one counter right before the request
 * @param answered the tick right after the answer; {@link #NEVER} if the history ends before
 */
record Operation(int thread, Request request, Answer answer, long asked, long answered) {

    static final long NEVER = Long.MAX_VALUE;

    boolean isAnswered() {
        return answered != NEVER;
    }

    /** The same, in a history that ends at the tick. */
    Operation seenAt(long tick) {
        return answered <= tick ? this : new Operation(thread, request, answer, asked, NEVER);
    }

    /** Whether an answer like this leaves the account as it was, in any state. */
    boolean movesNothing() {
        return request instanceof Request.Look || !(answer instanceof Answer.Done || answer instanceof Answer.Held);
    }
}
