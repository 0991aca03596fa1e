package dev.spike.ledger.postgres;

import dev.spike.ledger.AccountId;
import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.DailyUsage;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.burndown.OpenGrant;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
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
    OpenGrant appendGrant(Connection connection, Sheet account, AccountRef ref, AddRequest request)
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

    private static final String APPEND = """
            INSERT INTO spike_credit_transactions AS t (account_id, billable_type, billable_id, type, credit_type, credits,
                expires_at, notes, created_at, updated_at, entry, grant_id, effective_at, usage_date, grouped, reason,
                actor, metadata)
            SELECT ?, ?, ?, draft.type, ?, draft.credits, nullif(g.expires_at, 'infinity'), ?, draft.created_at,
                draft.created_at, draft.entry, draft.grant_id, greatest(?, g.effective_at), draft.usage_date,
                draft.grouped, ?, ?, jsonb_object(?)
            FROM unnest(?, ?, ?, ?, ?, ?, ?) WITH ORDINALITY
                AS draft (type, entry, grant_id, credits, created_at, usage_date, grouped, place)
            LEFT JOIN spike_credit_grants g ON g.account_id = ? AND g.grant_id = draft.grant_id
            ORDER BY draft.place
            ON CONFLICT (account_id, usage_date, grant_id) WHERE grouped DO UPDATE
            SET credits = t.credits + excluded.credits,
                updated_at = excluded.updated_at
            """;

    /** Appends the rows in their order; grouped usage is added to the day's. */
    void append(Connection connection, Sheet sheet, AccountRef ref, Remarks remarks) throws SQLException {
        var drafts = merged(sheet.rows());
        if (drafts.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(APPEND)) {
            Columns.bind(statement)
                    .number(sheet.row().id().number())
                    .text(ref.billableType())
                    .text(ref.billableId())
                    .text(ref.creditTypeId())
                    .text(remarks.notes())
                    .instant(sheet.at())
                    .text(remarks.reason())
                    .text(remarks.actor())
                    .pairs(remarks.metadata())
                    .texts(drafts.stream()
                            .map(draft -> draft.booking().type().word())
                            .toList())
                    .texts(drafts.stream().map(draft -> draft.entry().word()).toList())
                    .numbers(Columns.numbersOf(drafts, RowDraft::grant))
                    .numbers(drafts.stream().map(RowDraft::credits).toList())
                    .instants(drafts.stream()
                            .map(draft -> draft.booking().createdAt())
                            .toList())
                    .days(usageDates(drafts))
                    .flags(drafts.stream()
                            .map(draft -> draft.booking().grouped())
                            .toList())
                    .number(sheet.row().id().number());
            Columns.exactly(drafts.size(), statement);
        }
    }

    /** One statement adds to a day's row once, so drafts for the same row become one. */
    private static List<RowDraft> merged(List<RowDraft> drafts) {
        var merged = new ArrayList<RowDraft>();
        var places = new HashMap<Optional<GrantId>, Integer>();
        for (var draft : drafts) {
            var key = Optional.ofNullable(draft.grant());
            var place = draft.booking().grouped() ? places.get(key) : null;
            if (place == null) {
                if (draft.booking().grouped()) {
                    places.put(key, merged.size());
                }
                merged.add(draft);
            } else {
                long credits = Math.addExact(merged.get(place).credits(), draft.credits());
                merged.set(place, new RowDraft(draft.grant(), draft.entry(), credits, draft.booking()));
            }
        }
        return merged;
    }

    private static List<@Nullable LocalDate> usageDates(List<RowDraft> drafts) {
        var days = new ArrayList<@Nullable LocalDate>();
        for (var draft : drafts) {
            days.add(draft.booking().usageDate());
        }
        return days;
    }

    private static final String VOID = """
            UPDATE spike_credit_transactions
            SET voided_at = ?
            WHERE account_id = ? AND id = ? AND voided_at IS NULL
            """;

    /** Marks the grant's row as ended by decision; once. */
    void markVoided(Connection connection, Sheet sheet, GrantId grant) throws SQLException {
        try (var statement = connection.prepareStatement(VOID)) {
            Columns.bind(statement)
                    .instant(sheet.at())
                    .number(sheet.row().id().number())
                    .number(grant.number());
            Columns.exactly(1, statement);
        }
    }

    private static final String REPAYMENTS = """
            SELECT grant_id, credits
            FROM spike_credit_transactions
            WHERE account_id = ? AND entry = 'repayment' AND grant_id IS NOT NULL
            ORDER BY id
            """;

    /** The repayments of what was owed that did not go back, latest first. Reads the account's rows. */
    List<Allocation> repayments(Connection connection, AccountId account) throws SQLException {
        try (var statement = connection.prepareStatement(REPAYMENTS)) {
            Columns.bind(statement).number(account.number());
            var repayments = new ArrayDeque<Allocation>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    long credits = row.getLong("credits");
                    if (credits < 0) {
                        repayments.push(new Allocation(new GrantId(row.getLong("grant_id")), -credits));
                    } else {
                        goesBack(repayments, credits);
                    }
                }
            }
            return List.copyOf(repayments);
        }
    }

    /** What went back did so from the latest on. */
    private static void goesBack(Deque<Allocation> repayments, long amount) {
        long left = amount;
        while (left > 0) {
            var latest = repayments.pop();
            if (latest.amount() > left) {
                repayments.push(new Allocation(latest.grant(), latest.amount() - left));
            }
            left -= Math.min(left, latest.amount());
        }
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
            HAVING sum(t.credits) <> 0
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
                    days.add(dailyUsage(row.getObject("usage_date", LocalDate.class), row.getBigDecimal("spent")));
                }
            }
            return days;
        }
    }

    private static DailyUsage dailyUsage(LocalDate day, BigDecimal spent) {
        try {
            return new DailyUsage(day, spent.longValueExact());
        } catch (ArithmeticException e) {
            throw new InvalidRequestException(
                    ErrorCode.AMOUNT_TOO_LARGE,
                    "The usage of " + day + " is " + spent + ", which does not fit 64 bits; read the transactions.");
        }
    }
}
