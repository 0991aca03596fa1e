package dev.spike.ledger.postgres;

import dev.spike.ledger.Billable;
import dev.spike.ledger.LedgerBrokenException;
import dev.spike.ledger.Pseudonym;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The statements that forget, over all tables that know a name or have a text. After the first no old name is mentioned. */
final class ErasureStore {

    private static final String LOCK = """
            SELECT id
            FROM spike_credit_accounts
            WHERE billable_type = ? AND billable_id = ?
            ORDER BY id -- everybody locks in this order, so nobody waits for one who waits for him
            FOR UPDATE
            """;

    /** Locks all accounts of the owner, of every credit type, and returns their numbers. */
    List<Long> lock(Connection connection, Billable owner) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK)) {
            Columns.bind(statement).text(owner.billableType()).text(owner.billableId());
            try (var row = statement.executeQuery()) {
                var accounts = new ArrayList<Long>();
                while (row.next()) {
                    accounts.add(row.getLong("id"));
                }
                return accounts;
            }
        }
    }

    /**
     * In all months. A key is swapped for the same wherever the account has it, so that what was undone still is; nobody is
     * told which one it became.
     */
    private static final String SWAP_KEYS = """
            WITH asked AS (
                SELECT unnest(?) AS account_id
            ), swapped AS MATERIALIZED (
                SELECT known.account_id, known.key, gen_random_uuid()::text AS random
                FROM (
                    SELECT r.account_id, r.key
                    FROM asked
                    JOIN spike_credit_receipts r ON r.account_id = asked.account_id
                    UNION
                    SELECT r.account_id, r.undoes
                    FROM asked
                    JOIN spike_credit_receipts r ON r.account_id = asked.account_id
                    WHERE r.undoes IS NOT NULL
                    UNION
                    SELECT v.account_id, v.key
                    FROM asked
                    JOIN spike_credit_reversals v ON v.account_id = asked.account_id
                ) known
            ), named AS (
                SELECT r.account_id, r.key, r.month, own.random, undone.random AS undoes
                FROM asked
                JOIN spike_credit_receipts r ON r.account_id = asked.account_id
                JOIN swapped own ON own.account_id = r.account_id AND own.key = r.key
                LEFT JOIN swapped undone ON undone.account_id = r.account_id AND undone.key = r.undoes
            ), receipts AS (
                UPDATE spike_credit_receipts r
                SET key = named.random,
                    undoes = named.undoes,
                    fingerprint = gen_random_uuid()
                FROM named
                WHERE r.account_id = named.account_id AND r.key = named.key AND r.month = named.month
                RETURNING r.account_id
            ), reversals AS (
                UPDATE spike_credit_reversals v
                SET key = swapped.random
                FROM swapped
                WHERE v.account_id = swapped.account_id AND v.key = swapped.key
                RETURNING v.account_id
            )
            SELECT (SELECT count(*) FROM receipts) + (SELECT count(*) FROM reversals) AS rows
            """;

    /** How many receipts and reversals there were. */
    long swapKeys(Connection connection, List<Long> accounts) throws SQLException {
        try (var statement = connection.prepareStatement(SWAP_KEYS)) {
            Columns.bind(statement).numbers(accounts);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong("rows");
            }
        }
    }

    private static final String CLEAR_TRANSACTIONS = """
            UPDATE spike_credit_transactions
            SET billable_id = ?,
                notes = NULL,
                reason = NULL,
                actor = NULL,
                order_id = NULL,
                subscription_id = NULL,
                metadata = NULL
            WHERE account_id = ANY (?)
            """;

    /** How many credit transactions there were. */
    long clearTransactions(Connection connection, List<Long> accounts, Pseudonym pseudonym) throws SQLException {
        try (var statement = connection.prepareStatement(CLEAR_TRANSACTIONS)) {
            Columns.bind(statement).text(pseudonym.id()).numbers(accounts);
            return statement.executeUpdate();
        }
    }

    private static final String SWAP_OWNER = """
            UPDATE spike_credit_accounts
            SET billable_id = ?
            WHERE id = ANY (?)
            """;

    /** How many accounts there were: all that were locked. */
    long swapOwner(Connection connection, List<Long> accounts, Pseudonym pseudonym) throws SQLException {
        try (var statement = connection.prepareStatement(SWAP_OWNER)) {
            Columns.bind(statement).text(pseudonym.id()).numbers(accounts);
            long swapped = statement.executeUpdate();
            if (swapped != accounts.size()) {
                throw new LedgerBrokenException("Of " + accounts.size() + " accounts that were locked only " + swapped
                        + " are there to be forgotten.");
            }
            return swapped;
        }
    }
}
