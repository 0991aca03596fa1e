package dev.spike.billing.postgres;

import org.jspecify.annotations.Nullable;

/** What a delivery came to. */
sealed interface Outcome {

    /** It took effect, or had before. */
    record Done() implements Outcome {}

    /** It does not concern us. */
    record Ignored() implements Outcome {}

    /**
     * It is about something that is not known yet.
     *
     * @param payment whose coming ends the wait, where that is what is missing
     */
    record Waits(String cause, @Nullable String payment) implements Outcome {}
}
