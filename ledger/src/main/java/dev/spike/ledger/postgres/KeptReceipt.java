package dev.spike.ledger.postgres;

import dev.spike.ledger.Declined;
import dev.spike.ledger.NextStart;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Receipt.Outcome;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A receipt with what only the engine needs of it. */
record KeptReceipt(
        Receipt receipt, UUID fingerprint, @Nullable NextStart nextStart, Decision.About about) {

    boolean isAccepted() {
        return receipt.outcome() == Outcome.ACCEPTED;
    }

    Declined declined() {
        return new Declined(receipt, nextStart);
    }
}
