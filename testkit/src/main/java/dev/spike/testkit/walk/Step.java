package dev.spike.testkit.walk;

import java.time.Instant;

/** One step of a walk. It means the same when steps before it are dropped, or else nothing. */
sealed interface Step {

    /** The clock is set, usually forward. */
    record Move(Instant to) implements Step {

        @Override
        public String toString() {
            return "the clock shows " + to;
        }
    }

    /** @param id names the step, its key and the grant it may make */
    record Ask(int id, int account, boolean keyed, Request request) implements Step {

        boolean asks(int someAccount) {
            return account == someAccount || (request instanceof Request.SpendAll all && all.names(someAccount));
        }

        @Override
        public String toString() {
            return "#" + id + " account " + account + ": " + request + (keyed ? " under key " + keyOf(id) : "");
        }
    }

    /** The key of an earlier step comes again, with the same request or another. */
    record Again(Ask first, Request request) implements Step {

        @Override
        public String toString() {
            return "again under key " + keyOf(first.id()) + " of account " + first.account() + ": " + request;
        }
    }

    /** The key of the step, where it has one. */
    static String keyOf(int id) {
        return "k" + id;
    }
}
