package dev.spike.server.crash;

import dev.spike.ledger.AccountId;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.Balance;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldState;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.ReceiptId;
import dev.spike.ledger.Verb;
import dev.spike.server.crash.Books.Kept;
import dev.spike.server.crash.Books.KeptHold;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads receipts and holds by a route of its own, when nobody writes any more. */
final class BooksStore {

    private final DataSource dataSource;

    BooksStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    Books read() {
        try (var connection = dataSource.getConnection()) {
            return new Books(now(connection), receipts(connection), holds(connection));
        } catch (SQLException e) {
            throw new IllegalStateException("The tables of the crashed ledger could not be read.", e);
        }
    }

    /** The accounts' time, which never runs back, also where the clock did. */
    private static final String NOW = """
            SELECT greatest(now(), max(decided_at))
            FROM spike_credit_accounts
            """;

    private static Instant now(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(NOW);
                var row = statement.executeQuery()) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static final String RECEIPTS = """
            SELECT r.account_id, r.key, r.decided_at, r.version, r.verb, r.amount, r.outcome, r.available, r.held, r.owed,
                r.allocation_grants, r.allocation_amounts, r.hold_id
            FROM spike_credit_accounts a
            JOIN spike_credit_receipts r ON r.account_id = a.id
            WHERE a.billable_type = ?
            """;

    private static List<Kept> receipts(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(RECEIPTS)) {
            statement.setString(1, Load.BILLABLE_TYPE);
            var receipts = new ArrayList<Kept>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var hold = row.getObject("hold_id", Long.class);
                    var told = new Told.Decided(receipt(row), hold == null ? null : new HoldId(hold));
                    receipts.add(new Kept(told, row.getLong("version")));
                }
            }
            return receipts;
        }
    }

    private static Receipt receipt(ResultSet row) throws SQLException {
        return new Receipt(
                new ReceiptId(new AccountId(row.getLong("account_id")), new IdempotencyKey(row.getString("key"))),
                new Receipt.Asked(Verb.ofWord(row.getString("verb")), row.getLong("amount")),
                Receipt.Outcome.ofWord(row.getString("outcome")),
                allocations(row),
                new Balance(row.getLong("available"), row.getLong("held"), row.getLong("owed")),
                row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                true);
    }

    private static List<Allocation> allocations(ResultSet row) throws SQLException {
        var grants = row.getArray("allocation_grants");
        var amounts = row.getArray("allocation_amounts");
        if (grants == null || amounts == null) {
            return List.of();
        }
        var drawn = (Long[]) amounts.getArray();
        var from = (@Nullable Long[]) grants.getArray();
        var allocations = new ArrayList<Allocation>();
        for (int i = 0; i < drawn.length; i++) {
            allocations.add(new Allocation(from[i] == null ? null : new GrantId(from[i]), drawn[i]));
        }
        return allocations;
    }

    private static final String HOLDS = """
            SELECT h.id, h.state, nullif(h.deadline, 'infinity') AS deadline, h.closed_at,
                CASE h.state
                    WHEN 'open' THEN h.uncovered + coalesce((SELECT sum(part) FROM unnest(h.amounts) part), 0)
                    ELSE 0
                END AS set_aside
            FROM spike_credit_accounts a
            JOIN spike_credit_holds h ON h.account_id = a.id
            WHERE a.billable_type = ?
            """;

    private static Map<HoldId, KeptHold> holds(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(HOLDS)) {
            statement.setString(1, Load.BILLABLE_TYPE);
            var holds = new HashMap<HoldId, KeptHold>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var standing = new Standing(
                            HoldState.ofWord(row.getString("state")),
                            instantIfAny(row, "deadline"),
                            row.getLong("set_aside"));
                    holds.put(new HoldId(row.getLong("id")), new KeptHold(standing, instantIfAny(row, "closed_at")));
                }
            }
            return holds;
        }
    }

    private static @Nullable Instant instantIfAny(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
