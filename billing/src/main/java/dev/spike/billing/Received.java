package dev.spike.billing;

import dev.spike.billing.provider.Verification;
import java.util.function.Function;

/** What became of a webhook. Whoever sent a stored or a duplicate one is told that all is well; a rejected one, that it is not. */
public sealed interface Received {

    <R> R fold(
            Function<Stored, ? extends R> whenStored,
            Function<Duplicate, ? extends R> whenDuplicate,
            Function<Rejected, ? extends R> whenRejected);

    /** It is in the inbox, committed. */
    record Stored(String eventId) implements Received {

        @Override
        public <R> R fold(
                Function<Stored, ? extends R> whenStored,
                Function<Duplicate, ? extends R> whenDuplicate,
                Function<Rejected, ? extends R> whenRejected) {
            return whenStored.apply(this);
        }
    }

    /** It was in the inbox before. */
    record Duplicate(String eventId) implements Received {

        @Override
        public <R> R fold(
                Function<Stored, ? extends R> whenStored,
                Function<Duplicate, ? extends R> whenDuplicate,
                Function<Rejected, ? extends R> whenRejected) {
            return whenDuplicate.apply(this);
        }
    }

    /** It is not the provider's, or cannot be told to be; nothing of it was kept. */
    record Rejected(Verification.Reason reason) implements Received {

        @Override
        public <R> R fold(
                Function<Stored, ? extends R> whenStored,
                Function<Duplicate, ? extends R> whenDuplicate,
                Function<Rejected, ? extends R> whenRejected) {
            return whenRejected.apply(this);
        }
    }
}
