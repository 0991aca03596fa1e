package dev.spike.ledger.postgres;

import dev.spike.ledger.AccountId;
import dev.spike.ledger.Grant;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.TransactionType;
import dev.spike.ledger.burndown.OpenGrant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** {@code spike_credit_grants}: what remains of each grant; of the current one the account's row knows better. */
final class GrantStore {

    private static final String LOTS = """
            SELECT grant_id, effective_at, expires_at, created_at, priority, promotional, carried_over, voided, held,
                remaining - held AS free
            FROM spike_credit_grants
            WHERE account_id = ? AND ((remaining > 0 AND expires_at > ?) OR grant_id = ANY (?))
            """;

    /** The grants with something left that have not ended at the instant, and those asked for. The account's lock is held. */
    List<Lot> lots(Connection connection, AccountRow account, Instant at, Collection<GrantId> alsoThese)
            throws SQLException {
        try (var statement = connection.prepareStatement(LOTS)) {
            Columns.bind(statement)
                    .number(account.id().number())
                    .instant(at)
                    .numbers(alsoThese.stream().map(GrantId::number).toList());
            var lots = new ArrayList<Lot>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    lots.add(lot(row, account));
                }
            }
            return lots;
        }
    }

    private static Lot lot(ResultSet row, AccountRow account) throws SQLException {
        var id = new GrantId(row.getLong("grant_id"));
        var current = account.current();
        var grant = new OpenGrant(
                id,
                new OpenGrant.Span(Columns.instant(row, "effective_at"), Columns.instantIfAny(row, "expires_at")),
                new OpenGrant.Rank(
                        row.getInt("priority"),
                        row.getBoolean("promotional"),
                        row.getBoolean("carried_over"),
                        Columns.instant(row, "created_at")),
                current != null && current.grant().equals(id) ? current.free() : row.getLong("free"));
        return new Lot(grant, row.getLong("held"), row.getBoolean("voided"));
    }

    private static final String SETTLE = """
            UPDATE spike_credit_grants g
            SET remaining = settled.remaining,
                held = settled.held,
                voided = settled.voided
            FROM unnest(?, ?, ?, ?) AS settled (grant_id, remaining, held, voided)
            WHERE g.account_id = ? AND g.grant_id = settled.grant_id
            """;

    /** Writes what remains of each of these grants. */
    void settle(Connection connection, AccountId account, List<Lot> lots) throws SQLException {
        if (lots.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(SETTLE)) {
            Columns.bind(statement)
                    .numbers(lots.stream().map(lot -> lot.grant().id().number()).toList())
                    .numbers(lots.stream().map(Lot::remaining).toList())
                    .numbers(lots.stream().map(Lot::held).toList())
                    .flags(lots.stream().map(Lot::voided).toList())
                    .number(account.number());
            Columns.exactly(lots.size(), statement);
        }
    }

    private static final String LIST = """
            SELECT seen.at, g.grant_id, t.type, g.effective_at, g.expires_at, g.created_at, g.priority, g.promotional,
                g.carried_over, g.amount, t.notes, (
                    SELECT coalesce(sum(part.amount), 0)
                    FROM spike_credit_holds h
                    CROSS JOIN LATERAL unnest(h.grants, h.amounts) part (grant_id, amount)
                    WHERE g.held > 0 AND h.account_id = a.id AND h.state = 'open' AND h.deadline > seen.at
                        AND part.grant_id = g.grant_id
                ) AS held,
                CASE WHEN g.grant_id = a.current_grant_id THEN g.held + a.current_free ELSE g.remaining END AS remaining
            FROM spike_credit_accounts a
            CROSS JOIN LATERAL (SELECT greatest(?, a.decided_at) AS at) seen
            JOIN spike_credit_grants g ON g.account_id = a.id
            JOIN spike_credit_transactions t ON t.account_id = a.id AND t.id = g.grant_id
            WHERE a.billable_type = ? AND a.billable_id = ? AND a.credit_type = ?
                AND g.remaining > 0 AND g.expires_at > seen.at
            """;

    /** Grants, and the instant at which they were seen: the clock's, or the account's last decision if that is later. */
    record Listed(Instant at, List<Grant> grants) {}

    /** The grants with something left that have not ended, in no particular order. */
    Listed list(Connection connection, AccountRef ref, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(LIST)) {
            Columns.bind(statement)
                    .instant(now)
                    .text(ref.billableType())
                    .text(ref.billableId())
                    .text(ref.creditTypeId());
            var at = now;
            var grants = new ArrayList<Grant>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    at = Columns.instant(row, "at");
                    grants.add(grant(row));
                }
            }
            return new Listed(at, grants);
        }
    }

    private static final String FIND = """
            SELECT g.grant_id, t.type, g.effective_at, g.expires_at, g.created_at, g.priority, g.promotional,
                g.carried_over, g.amount, t.notes, (
                    SELECT coalesce(sum(part.amount), 0)
                    FROM spike_credit_holds h
                    CROSS JOIN LATERAL unnest(h.grants, h.amounts) part (grant_id, amount)
                    WHERE g.held > 0 AND h.account_id = a.id AND h.state = 'open'
                        AND h.deadline > greatest(?, a.decided_at) AND part.grant_id = g.grant_id
                ) AS held,
                CASE WHEN g.grant_id = a.current_grant_id THEN g.held + a.current_free ELSE g.remaining END AS remaining
            FROM spike_credit_accounts a
            JOIN spike_credit_grants g ON g.account_id = a.id AND g.grant_id = ?
            JOIN spike_credit_transactions t ON t.account_id = a.id AND t.id = g.grant_id
            WHERE a.billable_type = ? AND a.billable_id = ? AND a.credit_type = ?
            """;

    /** The grant, whether or not anything of it is left, and whether or not it has ended. */
    Optional<Grant> find(Connection connection, AccountRef ref, GrantId id, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            Columns.bind(statement)
                    .instant(now)
                    .number(id.number())
                    .text(ref.billableType())
                    .text(ref.billableId())
                    .text(ref.creditTypeId());
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(grant(row)) : Optional.empty();
            }
        }
    }

    private static Grant grant(ResultSet row) throws SQLException {
        return new Grant(
                new GrantId(row.getLong("grant_id")),
                TransactionType.ofWord(row.getString("type")),
                new GrantTerms(
                        Columns.instant(row, "effective_at"),
                        Columns.instantIfAny(row, "expires_at"),
                        Columns.instant(row, "created_at"),
                        row.getInt("priority"),
                        row.getBoolean("promotional"),
                        row.getBoolean("carried_over")),
                row.getLong("amount"),
                row.getLong("remaining"),
                row.getLong("held"),
                row.getString("notes"));
    }
}
