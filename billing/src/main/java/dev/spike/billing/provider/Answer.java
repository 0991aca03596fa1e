package dev.spike.billing.provider;

import java.util.function.Function;

/**
 * What a provider answered: done, refused, or unknown. Unknown is neither of the two: the request may have taken effect, and
 * asking again under its key tells.
 */
public sealed interface Answer<T> {

    /** Answers with the function that fits. */
    <R> R fold(
            Function<? super T, ? extends R> whenDone,
            Function<Refused<T>, ? extends R> whenRefused,
            Function<Unknown<T>, ? extends R> whenUnknown);

    static <T> Answer<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Answer<T> refused(Refusal refusal, String message) {
        return new Refused<>(refusal, message);
    }

    static <T> Answer<T> unknown(String cause) {
        return new Unknown<>(cause);
    }

    /** It is so. */
    record Done<T>(T value) implements Answer<T> {

        @Override
        public <R> R fold(
                Function<? super T, ? extends R> whenDone,
                Function<Refused<T>, ? extends R> whenRefused,
                Function<Unknown<T>, ? extends R> whenUnknown) {
            return whenDone.apply(value);
        }
    }

    /**
     * The provider said no; nothing was done.
     *
     * @param message for an operator: what was wrong, and what to do
     */
    record Refused<T>(Refusal refusal, String message) implements Answer<T> {

        @Override
        public <R> R fold(
                Function<? super T, ? extends R> whenDone,
                Function<Refused<T>, ? extends R> whenRefused,
                Function<Unknown<T>, ? extends R> whenUnknown) {
            return whenRefused.apply(this);
        }
    }

    /** No answer, or none that can be read; it may have been done. */
    record Unknown<T>(String cause) implements Answer<T> {

        @Override
        public <R> R fold(
                Function<? super T, ? extends R> whenDone,
                Function<Refused<T>, ? extends R> whenRefused,
                Function<Unknown<T>, ? extends R> whenUnknown) {
            return whenUnknown.apply(this);
        }
    }
}
