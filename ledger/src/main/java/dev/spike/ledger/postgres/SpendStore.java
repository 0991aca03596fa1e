package dev.spike.ledger.postgres;

import dev.spike.ledger.AccountId;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.Balance;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Receipt.Outcome;
import dev.spike.ledger.ReceiptId;
import dev.spike.ledger.Remarks;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The common spend, in one statement over all four tables. */
final class SpendStore {

    private final LedgerSettings settings;

    SpendStore(LedgerSettings settings) {
        this.settings = settings;
    }

    private static final String SPEND_FROM_THE_CURRENT_GRANT = """
            SELECT account_id, grant_id, available, held, decided_at
            FROM spike_spend_from_the_current_grant(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /**
     * Spends if the account's current grant covers the amount, nothing is owed, the key is new, and time alone has changed
     * nothing since the last decision; otherwise changes nothing and returns nothing.
     */
    Optional<Receipt> spendFromTheCurrentGrant(Connection connection, AccountRef ref, Ask ask, Remarks remarks)
            throws SQLException {
        Instant now = settings.now();
        var day = settings.dayOf(now);
        try (var statement = connection.prepareStatement(SPEND_FROM_THE_CURRENT_GRANT)) {
            Columns.bind(statement)
                    .text(ref.billableType())
                    .text(ref.billableId())
                    .text(ref.creditTypeId())
                    .number(ask.amount())
                    .text(ask.key().text())
                    .flag(ask.keyMade())
                    .object(ask.fingerprint())
                    .instant(now)
                    .object(day)
                    .instant(settings.endOf(day))
                    .flag(settings.groupSpendDaily())
                    .text(remarks.notes())
                    .text(remarks.reason())
                    .text(remarks.actor())
                    .pairs(remarks.metadata());
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(receipt(row, ask)) : Optional.empty();
            }
        }
    }

    private static Receipt receipt(ResultSet row, Ask ask) throws SQLException {
        return new Receipt(
                new ReceiptId(new AccountId(row.getLong("account_id")), ask.key()),
                ask.asked(),
                Outcome.ACCEPTED,
                List.of(new Allocation(new GrantId(row.getLong("grant_id")), ask.amount())),
                new Balance(row.getLong("available"), row.getLong("held"), 0),
                Columns.instant(row, "decided_at"),
                false);
    }
}
