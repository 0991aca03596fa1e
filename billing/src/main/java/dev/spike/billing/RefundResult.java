package dev.spike.billing;

import dev.spike.billing.provider.Refund;
import java.util.function.Function;

/** What became of a wish to return money. */
public sealed interface RefundResult {

    <R> R fold(
            Function<Returned, ? extends R> whenReturned,
            Function<Refused, ? extends R> whenRefused,
            Function<TryAgain, ? extends R> whenTryAgain);

    /** The provider has returned it. */
    record Returned(Refund refund) implements RefundResult {

        @Override
        public <R> R fold(
                Function<Returned, ? extends R> whenReturned,
                Function<Refused, ? extends R> whenRefused,
                Function<TryAgain, ? extends R> whenTryAgain) {
            return whenReturned.apply(this);
        }
    }

    /** It was not returned. */
    record Refused(BillingError why, String message) implements RefundResult {

        @Override
        public <R> R fold(
                Function<Returned, ? extends R> whenReturned,
                Function<Refused, ? extends R> whenRefused,
                Function<TryAgain, ? extends R> whenTryAgain) {
            return whenRefused.apply(this);
        }
    }

    /** The provider did not answer. Ask for the same again: it is returned once. */
    record TryAgain(String cause) implements RefundResult {

        @Override
        public <R> R fold(
                Function<Returned, ? extends R> whenReturned,
                Function<Refused, ? extends R> whenRefused,
                Function<TryAgain, ? extends R> whenTryAgain) {
            return whenTryAgain.apply(this);
        }
    }
}
