package dev.spike.billing.provider;

import java.util.function.Function;

/** Whether a webhook is the provider's. */
public sealed interface Verification {

    <R> R fold(Function<Verified, ? extends R> whenVerified, Function<Rejected, ? extends R> whenRejected);

    /** It is; whether its type is known or not. */
    record Verified(Delivery delivery) implements Verification {

        @Override
        public <R> R fold(Function<Verified, ? extends R> whenVerified, Function<Rejected, ? extends R> whenRejected) {
            return whenVerified.apply(this);
        }
    }

    /** It is not, or cannot be told; nothing of it may be kept. */
    record Rejected(Reason reason) implements Verification {

        @Override
        public <R> R fold(Function<Verified, ? extends R> whenVerified, Function<Rejected, ? extends R> whenRejected) {
            return whenRejected.apply(this);
        }
    }

    /** Why it was rejected. */
    enum Reason {
        /** More bytes than {@link #BODY_BYTES_MAX}. */
        TOO_LARGE,
        /** A header of the signature is missing or cannot be read. */
        UNSIGNED,
        /** It was signed too long ago, or in the future. */
        STALE,
        /** No secret of ours made this signature over these bytes. */
        BAD_SIGNATURE,
        /** Signed, and yet not a message in the provider's format. */
        UNREADABLE
    }

    /** Ten times the largest event seen of any provider. */
    int BODY_BYTES_MAX = 1_000_000;
}
