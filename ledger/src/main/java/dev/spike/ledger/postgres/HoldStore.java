package dev.spike.ledger.postgres;

import dev.spike.ledger.AccountId;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code spike_credit_holds}: written while open, final when closed. */
final class HoldStore {

    private static final String OPEN = """
            SELECT id, amount, state, deadline, closed_at, grants, amounts, uncovered
            FROM spike_credit_holds
            WHERE account_id = ? AND state = 'open'
            ORDER BY id
            """;

    /** The holds that nobody closed yet, also those whose deadline has passed. */
    List<OpenHold> open(Connection connection, AccountId account) throws SQLException {
        try (var statement = connection.prepareStatement(OPEN)) {
            Columns.bind(statement).number(account.number());
            var holds = new ArrayList<OpenHold>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    holds.add(hold(row));
                }
            }
            return holds;
        }
    }

    private static final String FIND = """
            SELECT id, amount, state, deadline, closed_at, grants, amounts, uncovered
            FROM spike_credit_holds
            WHERE account_id = ? AND id = ?
            """;

    Optional<OpenHold> find(Connection connection, AccountId account, HoldId id) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            Columns.bind(statement).number(account.number()).number(id.number());
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(hold(row)) : Optional.empty();
            }
        }
    }

    private static final String OF_OWNER = """
            SELECT h.id, h.amount, h.state, h.deadline, h.closed_at, h.grants, h.amounts, h.uncovered
            FROM spike_credit_accounts a
            JOIN spike_credit_holds h ON h.account_id = a.id AND h.state = 'open'
            WHERE a.billable_type = ? AND a.billable_id = ? AND a.credit_type = ?
                AND h.deadline > greatest(?, a.decided_at)
            ORDER BY h.id
            """;

    /** The holds that are open at the instant. */
    List<OpenHold> list(Connection connection, AccountRef ref, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(OF_OWNER)) {
            Columns.bind(statement)
                    .text(ref.billableType())
                    .text(ref.billableId())
                    .text(ref.creditTypeId())
                    .instant(now);
            var holds = new ArrayList<OpenHold>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    holds.add(hold(row));
                }
            }
            return holds;
        }
    }

    private static OpenHold hold(ResultSet row) throws SQLException {
        var grants = Columns.numbers(row, "grants");
        var amounts = Columns.numbers(row, "amounts");
        var parts = new ArrayList<Allocation>();
        for (int i = 0; i < grants.length; i++) {
            parts.add(new Allocation(new GrantId(grants[i]), amounts[i]));
        }
        return new OpenHold(
                new HoldId(row.getLong("id")),
                row.getLong("amount"),
                HoldState.ofWord(row.getString("state")),
                Columns.instantIfAny(row, "deadline"),
                parts,
                row.getLong("uncovered"),
                Columns.instantIfAny(row, "closed_at"));
    }

    private static final String NEXT_ID = "SELECT nextval(pg_get_serial_sequence('spike_credit_holds', 'id'))";

    HoldId nextId(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(NEXT_ID);
                var row = statement.executeQuery()) {
            row.next();
            return new HoldId(row.getLong(1));
        }
    }

    private static final String SAVE = """
            INSERT INTO spike_credit_holds AS h (account_id, id, amount, state, created_at, deadline, closed_at, grants,
                amounts, uncovered, drawn_grants, drawn_amounts)
            OVERRIDING SYSTEM VALUE
            SELECT hold.account_id, hold.id, hold.amount, hold.state, hold.created_at, hold.deadline, hold.closed_at,
                hold.grants, hold.amounts, hold.uncovered, hold.grants, hold.amounts
            FROM (
                VALUES (?::bigint, ?::bigint, ?::bigint, ?, ?::timestamptz, ?::timestamptz, ?::timestamptz, ?::bigint[],
                    ?::bigint[], ?::bigint)
            ) hold (account_id, id, amount, state, created_at, deadline, closed_at, grants, amounts, uncovered)
            ON CONFLICT (account_id, id) DO UPDATE
            SET state = excluded.state,
                deadline = excluded.deadline,
                closed_at = excluded.closed_at,
                grants = CASE excluded.state WHEN 'open' THEN excluded.grants ELSE h.grants END,
                amounts = CASE excluded.state WHEN 'open' THEN excluded.amounts ELSE h.amounts END,
                uncovered = CASE excluded.state WHEN 'open' THEN excluded.uncovered ELSE h.uncovered END
            """;

    /** Writes the holds as they are now; one that is closed keeps what it set aside until then. The account's lock is held. */
    void save(Connection connection, AccountId account, Instant at, Iterable<OpenHold> holds) throws SQLException {
        try (var statement = connection.prepareStatement(SAVE)) {
            boolean any = false;
            for (var hold : holds) {
                Columns.bind(statement)
                        .number(account.number())
                        .number(hold.id().number())
                        .number(hold.amount())
                        .text(hold.state().word())
                        .instant(at)
                        .instantOrInfinity(hold.deadline())
                        .instantIfAny(hold.closedAt())
                        .numbers(Columns.grantNumbers(hold.parts()))
                        .numbers(hold.parts().stream().map(Allocation::amount).toList())
                        .number(hold.uncovered());
                statement.addBatch();
                any = true;
            }
            if (any) {
                statement.executeBatch();
            }
        }
    }
}
