package dev.spike.testkit.linearizability;

import dev.spike.ledger.HoldId;

/** What a thread asks of the account. */
sealed interface Request {

    record Add(long amount) implements Request {

        @Override
        public String toString() {
            return "add " + amount;
        }
    }

    record Spend(long amount) implements Request {

        @Override
        public String toString() {
            return "spend " + amount;
        }
    }

    record SetAside(long amount) implements Request {

        @Override
        public String toString() {
            return "hold " + amount;
        }
    }

    /** Captures so much of the hold and releases the rest. */
    record Capture(HoldId hold, long amount) implements Request {

        @Override
        public String toString() {
            return "capture " + amount + " of hold " + hold.number();
        }
    }

    /** Captures so much of the hold and keeps the rest held. */
    record CapturePart(HoldId hold, long amount) implements Request {

        @Override
        public String toString() {
            return "capture " + amount + " of hold " + hold.number() + ", keep the rest";
        }
    }

    record Release(HoldId hold) implements Request {

        @Override
        public String toString() {
            return "release hold " + hold.number();
        }
    }

    record Look() implements Request {

        @Override
        public String toString() {
            return "balance";
        }
    }
}
