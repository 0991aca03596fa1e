package dev.spike.ledger.postgres;

import dev.spike.ledger.Remarks;
import dev.spike.ledger.TransactionType;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a spend or a removal look, whichever grants they fall on.
 *
 * @param createdAt the date for the books
 * @param usageDate the day it counts as usage of; none for a removal
 * @param grouped whether it is added to the day's row
 */
record Drawing(
        TransactionType type, Instant createdAt, @Nullable LocalDate usageDate, boolean grouped, Remarks remarks) {}
