package dev.spike.server.crash;

import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldState;
import dev.spike.ledger.Receipt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client was told: equal answers are equal values. */
sealed interface Told {

    /** In which way the request ended, as it is counted. */
    String word();

    /** What the receipts say, one of each account; none where nothing was decided. */
    List<Decided> decisions();

    /**
     * Accepted or declined, with all that the receipt says.
     *
     * @param hold that was made, captured, released or extended, or could not be captured; none where nothing is done to a hold
     */
    record Decided(Receipt receipt, @Nullable HoldId hold) implements Told {

        /** Whether an answer was given before is no part of it. */
        public Decided {
            receipt = new Receipt(
                    receipt.id(),
                    receipt.asked(),
                    receipt.outcome(),
                    receipt.allocations(),
                    receipt.balance(),
                    receipt.decidedAt(),
                    true);
        }

        boolean isAccepted() {
            return receipt.outcome() == Receipt.Outcome.ACCEPTED;
        }

        @Override
        public String word() {
            return receipt.outcome().word();
        }

        @Override
        public List<Decided> decisions() {
            return List.of(this);
        }
    }

    /** Accepted or declined on every account, in the order of the request. */
    record DecidedOnAll(List<Decided> decisions) implements Told {

        public DecidedOnAll {
            decisions = List.copyOf(decisions);
        }

        @Override
        public String word() {
            return decisions.get(0).word();
        }
    }

    /** The hold was closed before; this leaves no receipt. */
    record Closed(HoldState state, @Nullable Instant closedAt) implements Told {

        @Override
        public String word() {
            return "closed";
        }

        @Override
        public List<Decided> decisions() {
            return List.of();
        }
    }

    /** The request came too late for what it names; this leaves no receipt. */
    record Refused(String code) implements Told {

        @Override
        public String word() {
            return "refused";
        }

        @Override
        public List<Decided> decisions() {
            return List.of();
        }
    }
}
