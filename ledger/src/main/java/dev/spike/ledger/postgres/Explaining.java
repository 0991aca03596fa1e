package dev.spike.ledger.postgres;

import dev.spike.ledger.Explanation;
import dev.spike.ledger.LedgerBrokenException;
import dev.spike.ledger.ReceiptId;
import dev.spike.ledger.burndown.BurnDownOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Why a request ended as it did: its receipt, and the account as the decision found it. */
final class Explaining {

    /** Of grants that had ended or were voided, the latest few: one asks why these were not drawn on, not why old ones. */
    private static final int ENDED_SHOWN = 3;

    private final LedgerSettings settings;
    private final ReceiptStore receipts = new ReceiptStore();
    private final PastStore pasts = new PastStore();

    Explaining(LedgerSettings settings) {
        this.settings = settings;
    }

    Optional<Explanation> explain(Connection connection, ReceiptId id) throws SQLException {
        var found = receipts.explained(connection, id);
        return found.isEmpty() ? Optional.empty() : Optional.of(explain(connection, found.get()));
    }

    private Explanation explain(Connection connection, ReceiptStore.Explained explained) throws SQLException {
        var ref = new AccountRef(explained.billable(), settings.creditType(explained.creditType()));
        var decidedAt = explained.kept().receipt().decidedAt();
        var past = pasts.seen(connection, ref, Past.Seen.before(explained.version(), decidedAt, ENDED_SHOWN))
                .orElseThrow(() -> new LedgerBrokenException("A receipt is there, and its account is not."));
        BurnDownOrder order = settings.orderOf(ref.creditType());
        return new Retold(explained, ref.creditType(), past, order).explanation();
    }
}
