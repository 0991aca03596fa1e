package dev.spike.testkit.linearizability;

import dev.spike.ledger.Balance;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldState;

/** What a thread was answered; balances are those right after the decision. */
sealed interface Answer {

    record Done(Balance balance) implements Answer {

        @Override
        public String toString() {
            return "done, " + words(balance);
        }
    }

    record Held(HoldId hold, Balance balance) implements Answer {

        @Override
        public String toString() {
            return "hold " + hold.number() + ", " + words(balance);
        }
    }

    record Declined(Balance balance) implements Answer {

        @Override
        public String toString() {
            return "declined, " + words(balance);
        }
    }

    /** The hold was closed before. */
    record Closed(HoldState state) implements Answer {

        @Override
        public String toString() {
            return "closed, " + state.word();
        }
    }

    /** The engine threw; nothing moved. */
    record Fallen(String message) implements Answer {}

    private static String words(Balance balance) {
        return balance.available() + " available, " + balance.held() + " held"
                + (balance.owed() == 0 ? "" : ", " + balance.owed() + " owed");
    }
}
