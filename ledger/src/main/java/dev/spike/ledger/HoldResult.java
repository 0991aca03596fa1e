package dev.spike.ledger;

import java.util.function.Function;

/** The answer to a wish to hold: {@link Held} or {@link HoldDeclined}. */
public sealed interface HoldResult {

    Receipt receipt();

    <T> T fold(Function<Held, T> whenHeld, Function<HoldDeclined, T> whenDeclined);

    /** The credits are set aside. */
    record Held(HoldId hold, Receipt receipt) implements HoldResult {

        @Override
        public <T> T fold(Function<Held, T> whenHeld, Function<HoldDeclined, T> whenDeclined) {
            return whenHeld.apply(this);
        }
    }

    /** There was not enough, and nothing moved. */
    record HoldDeclined(Declined declined) implements HoldResult {

        @Override
        public Receipt receipt() {
            return declined.receipt();
        }

        @Override
        public <T> T fold(Function<Held, T> whenHeld, Function<HoldDeclined, T> whenDeclined) {
            return whenDeclined.apply(this);
        }
    }
}
