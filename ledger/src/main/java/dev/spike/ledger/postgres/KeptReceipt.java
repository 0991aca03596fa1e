package dev.spike.ledger.postgres;

import dev.spike.ledger.NextStart;
import dev.spike.ledger.Receipt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A receipt with what only the engine needs of it. */
record KeptReceipt(
        Receipt receipt, UUID fingerprint, @Nullable NextStart nextStart) {}
