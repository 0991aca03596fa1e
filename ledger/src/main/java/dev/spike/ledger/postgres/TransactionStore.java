package dev.spike.ledger.postgres;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.DailyUsage;
import dev.spike.ledger.EntryKind;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.TransactionId;
import dev.spike.ledger.TransactionType;
import dev.spike.ledger.burndown.OpenGrant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code spike_credit_transactions}: append-only, but for the open day's row of grouped usage. */
final class TransactionStore {

    private static final String APPEND_GRANT = """
            WITH new AS (
                SELECT nextval(pg_get_serial_sequence('spike_credit_transactions', 'id')) AS id
            ), remains AS (
                INSERT INTO spike_credit_grants (account_id, grant_id, effective_at, expires_at, created_at, priority,
                    promotional, carried_over, amount, remaining)
                SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ?
                FROM new
            )
            INSERT INTO spike_credit_transactions (account_id, id, billable_type, billable_id, type, credit_type, credits,
                expires_at, notes, created_at, updated_at, entry, grant_id, effective_at, priority, promotional,
                carried_over, reason, actor, order_id, subscription_id, metadata)
            OVERRIDING SYSTEM VALUE
            SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'grant', id, ?, ?, ?, ?, ?, ?, ?, ?, jsonb_object(?)
            FROM new
            RETURNING id
            """;

    /** Appends the grant's row, and what remains of it beside. */
    OpenGrant appendGrant(Connection connection, OpenAccount account, AccountRef ref, AddRequest request)
            throws SQLException {
        var terms = request.terms();
        var span = spanOf(request, account.at());
        var createdAt = terms.createdAt() == null ? account.at() : terms.createdAt();
        try (var statement = connection.prepareStatement(APPEND_GRANT)) {
            Columns.bind(statement)
                    .number(account.row().id().number())
                    .instant(span.effectiveAt())
                    .instantOrInfinity(span.expiresAt())
                    .instant(createdAt)
                    .integer(terms.priority())
                    .flag(terms.promotional())
                    .flag(terms.carriedOver())
                    .number(request.amount())
                    .number(request.amount())
                    .number(account.row().id().number())
                    .text(ref.billableType())
                    .text(ref.billableId())
                    .text(request.type().word())
                    .text(ref.creditTypeId())
                    .number(request.amount())
                    .instantIfAny(span.expiresAt())
                    .text(request.remarks().notes())
                    .instant(createdAt)
                    .instant(createdAt)
                    .instant(span.effectiveAt())
                    .integer(terms.priority())
                    .flag(terms.promotional())
                    .flag(terms.carriedOver())
                    .text(request.remarks().reason())
                    .text(request.remarks().actor())
                    .text(request.source().orderId())
                    .text(request.source().subscriptionId())
                    .pairs(request.remarks().metadata());
            try (var row = statement.executeQuery()) {
                row.next();
                var rank = new OpenGrant.Rank(terms.priority(), terms.promotional(), terms.carriedOver(), createdAt);
                return new OpenGrant(new GrantId(row.getLong("id")), span, rank, request.amount());
            }
        }
    }

    private static OpenGrant.Span spanOf(AddRequest request, Instant at) {
        var start = request.terms().effectiveAt();
        return new OpenGrant.Span(start == null ? at : start, request.terms().expiresAt());
    }

    private static final String APPEND_BURNS = """
            INSERT INTO spike_credit_transactions AS t (account_id, billable_type, billable_id, type, credit_type, credits,
                expires_at, notes, created_at, updated_at, entry, grant_id, effective_at, usage_date, grouped, reason,
                actor, metadata)
            SELECT g.account_id, ?, ?, ?, ?, -drawn.amount, nullif(g.expires_at, 'infinity'), ?, ?, ?, 'burn', g.grant_id,
                greatest(?, g.effective_at), ?, ?, ?, ?, jsonb_object(?)
            FROM unnest(?, ?) WITH ORDINALITY AS drawn (grant_id, amount, place)
            JOIN spike_credit_grants g ON g.account_id = ? AND g.grant_id = drawn.grant_id
            ORDER BY drawn.place
            ON CONFLICT (account_id, usage_date, grant_id) WHERE grouped DO UPDATE
            SET credits = t.credits + excluded.credits,
                updated_at = excluded.updated_at
            """;

    /** Appends a row for each grant drawn, or adds to the day's. */
    void appendBurns(
            Connection connection, OpenAccount account, AccountRef ref, Drawing drawing, List<Allocation> allocations)
            throws SQLException {
        var remarks = drawing.remarks();
        try (var statement = connection.prepareStatement(APPEND_BURNS)) {
            Columns.bind(statement)
                    .text(ref.billableType())
                    .text(ref.billableId())
                    .text(drawing.type().word())
                    .text(ref.creditTypeId())
                    .text(remarks.notes())
                    .instant(drawing.createdAt())
                    .instant(drawing.createdAt())
                    .instant(account.at())
                    .objectIfAny(drawing.usageDate(), Types.DATE)
                    .flag(drawing.grouped())
                    .text(remarks.reason())
                    .text(remarks.actor())
                    .pairs(remarks.metadata())
                    .numbers(allocations.stream()
                            .map(part -> part.grant().number())
                            .toList())
                    .numbers(allocations.stream().map(Allocation::amount).toList())
                    .number(account.row().id().number());
            Columns.exactly(allocations.size(), statement);
        }
    }

    private static final String PAGE = """
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

    /** The newest rows below the id. */
    List<CreditTransaction> page(Connection connection, AccountRef ref, @Nullable TransactionId before, int size)
            throws SQLException {
        try (var statement = connection.prepareStatement(PAGE)) {
            Columns.bind(statement)
                    .text(ref.billableType())
                    .text(ref.billableId())
                    .text(ref.creditTypeId())
                    .number(before == null ? Long.MAX_VALUE : before.number())
                    .integer(size);
            var page = new ArrayList<CreditTransaction>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    page.add(transaction(row));
                }
            }
            return page;
        }
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

    private static final String USAGE_BY_DAY = """
            SELECT t.usage_date, -sum(t.credits) AS spent
            FROM spike_credit_transactions t
            WHERE t.account_id = (
                    SELECT a.id
                    FROM spike_credit_accounts a
                    WHERE a.billable_type = ? AND a.billable_id = ? AND a.credit_type = ?
                )
                AND t.usage_date BETWEEN ? AND ?
            GROUP BY t.usage_date
            ORDER BY t.usage_date
            """;

    /** What was spent on each day from the first to the last, both included. */
    List<DailyUsage> usageByDay(Connection connection, AccountRef ref, LocalDate firstDay, LocalDate lastDay)
            throws SQLException {
        try (var statement = connection.prepareStatement(USAGE_BY_DAY)) {
            Columns.bind(statement)
                    .text(ref.billableType())
                    .text(ref.billableId())
                    .text(ref.creditTypeId())
                    .object(firstDay)
                    .object(lastDay);
            var days = new ArrayList<DailyUsage>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    days.add(new DailyUsage(
                            row.getObject("usage_date", LocalDate.class),
                            row.getBigDecimal("spent").longValueExact()));
                }
            }
            return days;
        }
    }
}
