package dev.spike.ledger.postgres;

import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.EntryKind;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.TransactionId;
import dev.spike.ledger.TransactionQuery;
import dev.spike.ledger.TransactionType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pages of {@code spike_credit_transactions}, newest first, each by the one statement that fits what is asked. Of the rows
 * there may be a million spends; all others are few, and have an index of their own.
 */
final class TransactionPageStore {

    private final LedgerSettings settings;

    TransactionPageStore(LedgerSettings settings) {
        this.settings = settings;
    }

    /** The newest rows that are asked for, at most so many. */
    List<CreditTransaction> page(Connection connection, AccountRef ref, TransactionQuery query, int limit)
            throws SQLException {
        if (query.asksForAll()) {
            return all(connection, ref, query.before(), limit);
        }
        return isOfSpends(query) && !isOfThePast(query)
                ? amongSpends(connection, ref, query, limit)
                : gathered(connection, ref, query, limit);
    }

    private static boolean isOfSpends(TransactionQuery query) {
        return query.admits(TransactionType.USAGE) && query.admits(EntryKind.BURN);
    }

    private boolean isOfThePast(TransactionQuery query) {
        return query.lastDay() != null && query.lastDay().isBefore(settings.dayOf(settings.now()));
    }

    private static final String ALL = """
            SELECT t.id, t.type, t.entry, t.credits, t.grant_id, t.effective_at, t.expires_at, t.created_at, t.updated_at,
                t.notes, t.reason, t.actor,
                ARRAY(SELECT unnest(ARRAY[pair.key, pair.value]) FROM jsonb_each_text(t.metadata) pair) AS metadata
            FROM spike_credit_transactions t
            WHERE t.account_id = (
                    SELECT a.id
                    FROM spike_credit_accounts a
                    WHERE a.billable_type = ? AND a.billable_id = ? AND a.credit_type = ?
                )
                AND t.id < ?
            ORDER BY t.id DESC
            LIMIT ?
            """;

    private static List<CreditTransaction> all(
            Connection connection, AccountRef ref, @Nullable TransactionId before, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(ALL)) {
            owner(Columns.bind(statement), ref).number(numberOf(before)).integer(limit);
            return transactions(statement);
        }
    }

    /**
     * Walks back from the newest row, or the page before, and ends where all rows are older than the first day: at a spend that
     * was not dated back and counted three days before it. Zones differ by 26 hours, so that is so whichever was configured when.
     */
    private static final String AMONG_SPENDS = """
            WITH asked AS (
                SELECT a.id AS account_id, of.before, of.types, of.kinds, of.first_day, of.last_day, of.starts_at, of.ends_at,
                    coalesce((
                        SELECT max(older.id)
                        FROM (
                            SELECT u.id, u.entry = 'burn' AND u.created_at = u.effective_at AS undated
                            FROM spike_credit_transactions u
                            WHERE u.account_id = a.id AND u.usage_date <= of.first_day - 3
                            ORDER BY u.usage_date DESC
                            LIMIT 100 -- most are; where none is, the walk goes to the oldest row
                        ) older
                        WHERE older.undated
                    ), 0) AS after
                FROM (
                    SELECT ?::bigint AS before, ?::text[] AS types, ?::text[] AS kinds,
                        coalesce(?::date, '-infinity') AS first_day, coalesce(?::date, 'infinity') AS last_day,
                        coalesce(?::timestamptz, '-infinity') AS starts_at, coalesce(?::timestamptz, 'infinity') AS ends_at
                ) of
                JOIN spike_credit_accounts a ON a.billable_type = ? AND a.billable_id = ? AND a.credit_type = ?
            )
            SELECT t.id, t.type, t.entry, t.credits, t.grant_id, t.effective_at, t.expires_at, t.created_at, t.updated_at,
                t.notes, t.reason, t.actor,
                ARRAY(SELECT unnest(ARRAY[pair.key, pair.value]) FROM jsonb_each_text(t.metadata) pair) AS metadata
            FROM asked
            CROSS JOIN LATERAL (
                SELECT w.id, w.type, w.entry, w.credits, w.grant_id, w.effective_at, w.expires_at, w.created_at,
                    w.updated_at, w.notes, w.reason, w.actor, w.metadata
                FROM spike_credit_transactions w
                WHERE w.account_id = asked.account_id AND w.id < asked.before AND w.id > asked.after
                    AND w.type = ANY (asked.types) AND w.entry = ANY (asked.kinds)
                    AND CASE
                        WHEN w.usage_date IS NULL THEN w.created_at >= asked.starts_at AND w.created_at < asked.ends_at
                        ELSE w.usage_date BETWEEN asked.first_day AND asked.last_day
                    END
                ORDER BY w.id DESC
                LIMIT ?
            ) t
            ORDER BY t.id DESC
            """;

    private List<CreditTransaction> amongSpends(
            Connection connection, AccountRef ref, TransactionQuery query, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(AMONG_SPENDS)) {
            owner(asked(statement, query), ref).integer(limit);
            return transactions(statement);
        }
    }

    /**
     * The rows that are not spends, of which it reads nothing but their index until it knows which are on the page; and the spends
     * of days that have passed, which it reads whole, as a row of them may have been written long after.
     */
    private static final String GATHERED = """
            WITH asked AS (
                SELECT a.id AS account_id, of.before, of.types, of.kinds, of.first_day, of.last_day, of.starts_at, of.ends_at,
                    of.spends
                FROM (
                    SELECT ?::bigint AS before, ?::text[] AS types, ?::text[] AS kinds,
                        coalesce(?::date, '-infinity') AS first_day, coalesce(?::date, 'infinity') AS last_day,
                        coalesce(?::timestamptz, '-infinity') AS starts_at, coalesce(?::timestamptz, 'infinity') AS ends_at,
                        ? AS spends
                ) of
                JOIN spike_credit_accounts a ON a.billable_type = ? AND a.billable_id = ? AND a.credit_type = ?
            ), found AS (
                SELECT asked.account_id, beside.id
                FROM asked
                CROSS JOIN LATERAL (
                    SELECT b.id
                    FROM spike_credit_transactions b
                    WHERE b.account_id = asked.account_id AND b.id < asked.before
                        AND (b.type <> 'usage' OR b.entry <> 'burn')
                        AND b.type = ANY (asked.types) AND b.entry = ANY (asked.kinds)
                        AND CASE
                            WHEN b.usage_date IS NULL THEN b.created_at >= asked.starts_at AND b.created_at < asked.ends_at
                            ELSE b.usage_date BETWEEN asked.first_day AND asked.last_day
                        END
                    ORDER BY b.id DESC
                    LIMIT ?
                ) beside
                UNION ALL
                SELECT asked.account_id, spend.id
                FROM asked
                CROSS JOIN LATERAL (
                    SELECT s.id
                    FROM spike_credit_transactions s
                    WHERE asked.spends AND s.account_id = asked.account_id AND s.id < asked.before
                        AND s.type = 'usage' AND s.entry = 'burn'
                        AND s.usage_date BETWEEN asked.first_day AND asked.last_day
                    ORDER BY s.id + 0 DESC -- a sum, so that no plan walks through all ids to save the sorting
                    LIMIT ?
                ) spend
            ), newest AS (
                SELECT f.account_id, f.id
                FROM found f
                ORDER BY f.id DESC
                LIMIT ?
            )
            SELECT t.id, t.type, t.entry, t.credits, t.grant_id, t.effective_at, t.expires_at, t.created_at, t.updated_at,
                t.notes, t.reason, t.actor,
                ARRAY(SELECT unnest(ARRAY[pair.key, pair.value]) FROM jsonb_each_text(t.metadata) pair) AS metadata
            FROM newest n
            JOIN spike_credit_transactions t ON t.account_id = n.account_id AND t.id = n.id
            ORDER BY t.id DESC
            """;

    private List<CreditTransaction> gathered(Connection connection, AccountRef ref, TransactionQuery query, int limit)
            throws SQLException {
        try (var statement = connection.prepareStatement(GATHERED)) {
            owner(asked(statement, query).flag(isOfSpends(query)), ref)
                    .integer(limit)
                    .integer(limit)
                    .integer(limit);
            return transactions(statement);
        }
    }

    private static final String FIND = """
            SELECT t.id, t.type, t.entry, t.credits, t.grant_id, t.effective_at, t.expires_at, t.created_at, t.updated_at,
                t.notes, t.reason, t.actor,
                ARRAY(SELECT unnest(ARRAY[pair.key, pair.value]) FROM jsonb_each_text(t.metadata) pair) AS metadata
            FROM spike_credit_accounts a
            JOIN spike_credit_transactions t ON t.account_id = a.id AND t.id = ?
            WHERE a.billable_type = ? AND a.billable_id = ? AND a.credit_type = ?
            """;

    /** The one row, if it is the account's. */
    Optional<CreditTransaction> find(Connection connection, AccountRef ref, TransactionId id) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            owner(Columns.bind(statement).number(id.number()), ref);
            return transactions(statement).stream().findFirst();
        }
    }

    private Columns.Binder asked(PreparedStatement statement, TransactionQuery query) throws SQLException {
        var first = Optional.ofNullable(query.firstDay());
        var last = Optional.ofNullable(query.lastDay());
        return Columns.bind(statement)
                .number(numberOf(query.before()))
                .texts(Stream.of(TransactionType.values())
                        .filter(query::admits)
                        .map(TransactionType::word)
                        .toList())
                .texts(Stream.of(EntryKind.values())
                        .filter(query::admits)
                        .map(EntryKind::word)
                        .toList())
                .objectIfAny(first.orElse(null), Types.DATE)
                .objectIfAny(last.orElse(null), Types.DATE)
                .instantIfAny(first.map(settings::startOf).orElse(null))
                .instantIfAny(last.map(settings::endOf).orElse(null));
    }

    private static Columns.Binder owner(Columns.Binder binder, AccountRef ref) throws SQLException {
        return binder.text(ref.billableType()).text(ref.billableId()).text(ref.creditTypeId());
    }

    private static long numberOf(@Nullable TransactionId before) {
        return before == null ? Long.MAX_VALUE : before.number();
    }

    private static List<CreditTransaction> transactions(PreparedStatement statement) throws SQLException {
        var page = new ArrayList<CreditTransaction>();
        try (var row = statement.executeQuery()) {
            while (row.next()) {
                page.add(transaction(row));
            }
        }
        return page;
    }

    private static CreditTransaction transaction(ResultSet row) throws SQLException {
        var grant = Columns.numberIfAny(row, "grant_id");
        return new CreditTransaction(
                new TransactionId(row.getLong("id")),
                TransactionType.ofWord(row.getString("type")),
                EntryKind.ofWord(row.getString("entry")),
                row.getLong("credits"),
                grant == null ? null : new GrantId(grant),
                new CreditTransaction.Times(
                        Columns.instant(row, "effective_at"),
                        Columns.instantIfAny(row, "expires_at"),
                        Columns.instant(row, "created_at"),
                        Columns.instant(row, "updated_at")),
                new Remarks(
                        row.getString("notes"),
                        row.getString("reason"),
                        row.getString("actor"),
                        Columns.pairs(row, "metadata")));
    }
}
