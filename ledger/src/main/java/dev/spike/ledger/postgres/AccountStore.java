package dev.spike.ledger.postgres;

import dev.spike.ledger.AccountId;
import dev.spike.ledger.Balance;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.LedgerBrokenException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** {@code spike_credit_accounts}: the lock, and the balance as of the last decision. */
final class AccountStore {

    private static final String LOCK = """
            SELECT id, available, held, owed, current_grant_id, current_free, decided_at, version
            FROM spike_credit_accounts
            WHERE billable_type = ? AND billable_id = ? AND credit_type = ?
            FOR UPDATE
            """;

    /**
     * How often an account is opened again that was found and then lost: whoever was waited for has forgotten its owner, whose
     * name is free since. Each time takes another forgetting of the same owner in the same instant.
     */
    private static final int OPENINGS_MAX = 5;

    /** Locks the account, which is opened first if there is none. Everything read afterwards is as the lock found it. */
    AccountRow lock(Connection connection, AccountRef ref, Instant now) throws SQLException {
        var row = lockIfThere(connection, ref);
        for (int opened = 0; row.isEmpty() && opened < OPENINGS_MAX; opened++) {
            open(connection, ref, now);
            row = lockIfThere(connection, ref);
        }
        return row.orElseThrow(() -> new LedgerBrokenException("An account was opened and is not there."));
    }

    private Optional<AccountRow> lockIfThere(Connection connection, AccountRef ref) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK)) {
            Columns.bind(statement)
                    .text(ref.billableType())
                    .text(ref.billableId())
                    .text(ref.creditTypeId());
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(accountRow(row)) : Optional.empty();
            }
        }
    }

    private static AccountRow accountRow(ResultSet row) throws SQLException {
        var current = Columns.numberIfAny(row, "current_grant_id");
        return new AccountRow(
                new AccountId(row.getLong("id")),
                new Balance(row.getLong("available"), row.getLong("held"), row.getLong("owed")),
                current == null ? null : new AccountRow.Current(new GrantId(current), row.getLong("current_free")),
                Columns.instant(row, "decided_at"),
                row.getLong("version"));
    }

    private static final String OPEN = """
            INSERT INTO spike_credit_accounts (billable_type, billable_id, credit_type, decided_at)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (billable_type, billable_id, credit_type) DO NOTHING
            """;

    private void open(Connection connection, AccountRef ref, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(OPEN)) {
            Columns.bind(statement)
                    .text(ref.billableType())
                    .text(ref.billableId())
                    .text(ref.creditTypeId())
                    .instant(now);
            statement.executeUpdate();
        }
    }

    private static final String OPEN_MISSING = """
            INSERT INTO spike_credit_accounts (billable_type, billable_id, credit_type, decided_at)
            SELECT wanted.billable_type, wanted.billable_id, wanted.credit_type, ?::timestamptz
            FROM unnest(?, ?, ?) AS wanted (billable_type, billable_id, credit_type)
            WHERE NOT EXISTS (
                SELECT
                FROM spike_credit_accounts a
                WHERE a.billable_type = wanted.billable_type AND a.billable_id = wanted.billable_id
                    AND a.credit_type = wanted.credit_type
            )
            ORDER BY wanted.billable_type, wanted.billable_id, wanted.credit_type
            ON CONFLICT (billable_type, billable_id, credit_type) DO NOTHING
            """;

    /**
     * Opens the accounts that are not there, in the order of their owners: who opens the same ones waits at the first that
     * both lack, and so holds none that the other waits for. To be called before any account is locked.
     */
    private void openMissing(Connection connection, List<AccountRef> refs, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(OPEN_MISSING)) {
            bindOwners(Columns.bind(statement).instant(now), refs);
            statement.executeUpdate();
        }
    }

    private static final String LOCK_ALL = """
            SELECT wanted.place, a.id, a.available, a.held, a.owed, a.current_grant_id, a.current_free, a.decided_at,
                a.version
            FROM unnest(?, ?, ?) WITH ORDINALITY AS wanted (billable_type, billable_id, credit_type, place)
            JOIN spike_credit_accounts a ON a.billable_type = wanted.billable_type
                AND a.billable_id = wanted.billable_id AND a.credit_type = wanted.credit_type
            ORDER BY a.id -- everybody locks in this order, so nobody waits for one who waits for him
            FOR UPDATE OF a
            """;

    /** PostgreSQL's own word for a transaction that is to be run again. */
    private static final String RUN_AGAIN = "40001";

    /**
     * Locks the accounts in the order of their ids, those that are not there being opened first, and returns them in the order
     * asked for.
     *
     * @throws SQLTransactionRollbackException when one is lost while it is waited for, because its owner was forgotten: to open it
     *     anew beside those that are locked could wait for who waits for these, so all of it is run again
     */
    List<AccountRow> lockAll(Connection connection, List<AccountRef> refs, Instant now) throws SQLException {
        openMissing(connection, refs, now);
        var rows = lockThose(connection, refs);
        if (rows.size() != refs.size()) {
            throw new SQLTransactionRollbackException(
                    "the owner of one of " + refs.size() + " accounts was forgotten while it was waited for",
                    RUN_AGAIN);
        }
        return rows;
    }

    private static List<AccountRow> lockThose(Connection connection, List<AccountRef> refs) throws SQLException {
        var places = new TreeMap<Integer, AccountRow>();
        try (var statement = connection.prepareStatement(LOCK_ALL)) {
            bindOwners(Columns.bind(statement), refs);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    places.put(row.getInt("place"), accountRow(row));
                }
            }
        }
        return List.copyOf(places.values());
    }

    private static void bindOwners(Columns.Binder binder, List<AccountRef> refs) throws SQLException {
        binder.texts(refs.stream().map(AccountRef::billableType).toList())
                .texts(refs.stream().map(AccountRef::billableId).toList())
                .texts(refs.stream().map(AccountRef::creditTypeId).toList());
    }

    private static final String SAVE = """
            UPDATE spike_credit_accounts
            SET available = ?,
                held = ?,
                owed = ?,
                current_grant_id = ?,
                current_free = ?,
                decided_at = ?,
                changes_at = ?,
                version = ?
            WHERE id = ?
            """;

    /** Writes what the decision made of the account, whose lock is held. */
    void save(Connection connection, Sheet account) throws SQLException {
        var current = account.current();
        var balance = account.balance();
        try (var statement = connection.prepareStatement(SAVE)) {
            Columns.bind(statement)
                    .number(balance.available())
                    .number(balance.held())
                    .number(balance.owed())
                    .numberIfAny(current.map(grant -> grant.id().number()).orElse(null))
                    .number(current.map(grant -> grant.free()).orElse(0L))
                    .instant(account.at())
                    .instantOrInfinity(account.changesAt().orElse(null))
                    .number(Math.addExact(account.row().version(), 1))
                    .number(account.row().id().number());
            Columns.exactly(1, statement);
        }
    }

    private static final String BALANCE = """
            SELECT a.id, a.owed, a.version, a.changes_at, seen.at,
                coalesce(moved.free - moved.uncovered - a.owed, a.available) AS available,
                coalesce(moved.held + moved.uncovered, a.held) AS held
            FROM spike_credit_accounts a
            CROSS JOIN LATERAL (SELECT greatest(?, a.decided_at) AS at) seen
            LEFT JOIN LATERAL (
                SELECT coalesce(sum(CASE WHEN g.grant_id = a.current_grant_id THEN g.held + a.current_free
                        ELSE g.remaining END - coalesce(part.held, 0)), 0) AS free,
                    coalesce(sum(part.held), 0) AS held,
                    (SELECT coalesce(sum(h.uncovered), 0)
                        FROM spike_credit_holds h
                        WHERE h.account_id = a.id AND h.state = 'open' AND h.deadline > seen.at
                            AND seen.at >= a.changes_at) AS uncovered
                FROM spike_credit_grants g
                LEFT JOIN (
                    SELECT p.grant_id, sum(p.amount) AS held
                    FROM spike_credit_holds h
                    CROSS JOIN LATERAL unnest(h.grants, h.amounts) p (grant_id, amount)
                    WHERE h.account_id = a.id AND h.state = 'open' AND h.deadline > seen.at
                    GROUP BY p.grant_id
                ) part ON part.grant_id = g.grant_id
                WHERE g.account_id = a.id AND g.remaining > 0 AND g.effective_at <= seen.at AND g.expires_at > seen.at
                    AND seen.at >= a.changes_at -- also in here, so that nothing is read before it is
            ) moved ON seen.at >= a.changes_at
            WHERE a.billable_type = ? AND a.billable_id = ? AND a.credit_type = ?
            """;

    /** The balance at the instant, or at the account's last decision if that is later. Reads grants only if time has changed it. */
    Balance balance(Connection connection, AccountRef ref, Instant now) throws SQLException {
        return balance(connection, ref, now, AccountStore::balance).orElse(Balance.nothing());
    }

    /** The same, with what tells how long it holds; none where nobody has touched the account. */
    Optional<SeenBalance> seen(Connection connection, AccountRef ref, Instant now) throws SQLException {
        return balance(connection, ref, now, AccountStore::seenBalance);
    }

    private interface Reading<T> {

        T of(ResultSet row) throws SQLException;
    }

    private static <T> Optional<T> balance(Connection connection, AccountRef ref, Instant now, Reading<T> reading)
            throws SQLException {
        try (var statement = connection.prepareStatement(BALANCE)) {
            Columns.bind(statement)
                    .instant(now)
                    .text(ref.billableType())
                    .text(ref.billableId())
                    .text(ref.creditTypeId());
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(reading.of(row)) : Optional.empty();
            }
        }
    }

    private static Balance balance(ResultSet row) throws SQLException {
        return new Balance(row.getLong("available"), row.getLong("held"), row.getLong("owed"));
    }

    private static SeenBalance seenBalance(ResultSet row) throws SQLException {
        return new SeenBalance(
                new AccountId(row.getLong("id")),
                balance(row),
                row.getLong("version"),
                Columns.instant(row, "at"),
                Columns.instantIfAny(row, "changes_at"));
    }

    private static final String NEXT_CHANGE = """
            SELECT a.version,
                (SELECT min(edge.at)
                    FROM (
                        SELECT g.effective_at
                        FROM spike_credit_grants g
                        WHERE g.account_id = a.id AND g.remaining > 0
                        UNION ALL
                        SELECT g.expires_at
                        FROM spike_credit_grants g
                        WHERE g.account_id = a.id AND g.remaining > 0
                        UNION ALL
                        SELECT h.deadline
                        FROM spike_credit_holds h
                        WHERE h.account_id = a.id AND h.state = 'open'
                    ) edge (at)
                    WHERE edge.at > ?) AS at
            FROM spike_credit_accounts a
            WHERE a.id = ?
            """;

    /** When time changes the account next after the balance that was seen, if no decision came in between. */
    SeenBalance.NextChange nextChange(Connection connection, SeenBalance seen) throws SQLException {
        try (var statement = connection.prepareStatement(NEXT_CHANGE)) {
            Columns.bind(statement).instant(seen.at()).number(seen.account().number());
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new LedgerBrokenException("Account " + seen.account().number() + " was there and is gone.");
                }
                return new SeenBalance.NextChange(row.getLong("version"), Columns.instantIfAny(row, "at"));
            }
        }
    }
}
