package dev.spike.ledger.postgres;

import dev.spike.ledger.AccountId;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.HistoryForgottenException;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldState;
import dev.spike.ledger.burndown.OpenGrant;
import dev.spike.ledger.postgres.Past.Known;
import dev.spike.ledger.postgres.Past.Remained;
import dev.spike.ledger.postgres.Past.Seen;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an account had at an instant, in one statement over accounts, receipts, grants and holds, so that all is seen at once. */
final class PastStore {

    /**
     * Backward from now: what remains of each grant, less what the receipts since moved of it; what is set aside by each
     * hold, and what was captured of it since.
     */
    private static final String PAST = """
            WITH seen AS (
                SELECT a.id, a.owed, a.current_grant_id, a.current_free, a.decided_at, a.version, asked.version AS undone, asked.ended,
                    CASE WHEN asked.at < asked.passed_before THEN asked.at ELSE greatest(asked.at, a.decided_at) END AS at
                FROM spike_credit_accounts a
                CROSS JOIN (
                    SELECT ?::timestamptz AS at, ?::timestamptz AS passed_before, ?::bigint AS version, ?::bigint AS ended
                ) asked
                WHERE a.billable_type = ? AND a.billable_id = ? AND a.credit_type = ?
            ), moved AS (
                SELECT part.grant_id, sum(part.amount) AS credits
                FROM seen s
                JOIN spike_credit_receipts r ON r.account_id = s.id
                CROSS JOIN LATERAL (
                    SELECT m.grant_id, m.amount
                    FROM unnest(r.moved_grants, r.moved_amounts) m (grant_id, amount)
                    UNION ALL
                    SELECT d.grant_id, CASE r.verb WHEN 'add' THEN d.amount ELSE -d.amount END
                    FROM unnest(r.allocation_grants, r.allocation_amounts) d (grant_id, amount)
                    WHERE r.moved_grants IS NULL
                ) part
                WHERE (s.at < s.decided_at OR s.undone <= s.version) -- else there are none since
                    AND r.month >= ? AND (r.decided_at > s.at OR r.version >= s.undone) AND r.outcome = 'accepted'
                GROUP BY part.grant_id
            ), changed AS (
                SELECT r.hold_id, bool_or(r.verb = 'hold') AS made, bool_or(after.closed) AS closed,
                    coalesce(sum(r.amount) FILTER (WHERE r.verb = 'capture' AND NOT after.closed), 0) AS captured,
                    bool_or(r.verb = 'extend') AS extended
                FROM seen s
                JOIN spike_credit_receipts r ON r.account_id = s.id
                CROSS JOIN LATERAL (
                    SELECT cardinality(r.hold_grants) = 0 AND r.hold_uncovered = 0 AS closed
                ) after
                WHERE (s.at < s.decided_at OR s.undone <= s.version)
                    AND r.month >= ? AND (r.decided_at > s.at OR r.version >= s.undone)
                    AND r.hold_id IS NOT NULL AND r.outcome = 'accepted'
                GROUP BY r.hold_id
            ), hold AS (
                SELECT h.id, h.amount, h.drawn_grants, h.drawn_amounts, CASE
                        WHEN c.extended THEN (
                            SELECT r.hold_deadline
                            FROM spike_credit_receipts r
                            WHERE r.account_id = s.id AND r.hold_id = h.id AND r.outcome = 'accepted'
                                AND r.decided_at <= s.at AND r.version < s.undone
                            ORDER BY r.version DESC
                            LIMIT 1
                        )
                        ELSE h.deadline
                    END AS deadline,
                    (SELECT coalesce(sum(part.amount), 0) FROM unnest(h.amounts) part (amount))
                        + h.uncovered + coalesce(c.captured, 0) AS set_aside
                FROM seen s
                CROSS JOIN LATERAL (
                    SELECT o.id FROM spike_credit_holds o WHERE o.account_id = s.id AND o.state = 'open'
                    UNION
                    SELECT l.id
                    FROM spike_credit_holds l
                    WHERE l.account_id = s.id AND l.state = 'lapsed' AND l.closed_at > s.at
                    UNION
                    SELECT hold_id FROM changed WHERE NOT made
                ) wanted
                JOIN spike_credit_holds h ON h.account_id = s.id AND h.id = wanted.id
                LEFT JOIN changed c ON c.hold_id = h.id
                WHERE c.made IS NOT TRUE AND CASE h.state
                        WHEN 'open' THEN h.deadline > s.at
                        WHEN 'lapsed' THEN h.closed_at > s.at
                        ELSE c.closed IS TRUE
                    END
            ), remained AS (
                SELECT g.grant_id, g.effective_at, g.expires_at, g.created_at, g.priority, g.promotional, g.carried_over,
                    t.voided_at, CASE WHEN g.grant_id = s.current_grant_id THEN g.held + s.current_free ELSE g.remaining END
                        - coalesce(m.credits, 0) AS remaining
                FROM seen s
                CROSS JOIN LATERAL (
                    SELECT o.grant_id
                    FROM spike_credit_grants o
                    WHERE o.account_id = s.id AND o.remaining > 0 AND o.expires_at > s.at
                    UNION
                    SELECT m.grant_id FROM moved m WHERE m.grant_id IS NOT NULL
                    UNION
                    SELECT unnest(h.drawn_grants) FROM hold h
                    UNION
                    (
                        SELECT e.grant_id
                        FROM spike_credit_grants e
                        WHERE e.account_id = s.id AND e.remaining > 0 AND e.expires_at <= s.at
                        ORDER BY e.expires_at DESC
                        LIMIT s.ended
                    )
                    UNION
                    (
                        SELECT v.grant_id
                        FROM spike_credit_grants v
                        WHERE v.account_id = s.id AND v.voided
                        ORDER BY v.grant_id DESC
                        LIMIT s.ended
                    )
                ) wanted
                JOIN spike_credit_grants g ON g.account_id = s.id AND g.grant_id = wanted.grant_id
                LEFT JOIN moved m ON m.grant_id = g.grant_id
                LEFT JOIN spike_credit_transactions t ON g.voided AND t.account_id = s.id AND t.id = g.grant_id
            )
            SELECT 'account' AS kind, s.id, s.at AS starts_at, CASE
                    WHEN s.at >= s.decided_at OR s.version = 0 THEN NULL
                    WHEN EXISTS (
                        SELECT
                        FROM spike_credit_receipts r
                        WHERE r.account_id = s.id AND r.month <= ? AND r.decided_at <= s.at
                    ) THEN NULL
                    ELSE (
                        SELECT CASE
                                WHEN count(*) = 0 THEN s.decided_at
                                WHEN min(r.version) > 1 THEN least(
                                    date_trunc('month', min(r.decided_at), 'UTC'),
                                    (
                                        SELECT nullif(k.since, '-infinity')::timestamp AT TIME ZONE 'UTC'
                                        FROM spike_credit_receipts_kept k
                                    ))
                            END
                        FROM spike_credit_receipts r
                        WHERE r.account_id = s.id
                    )
                END AS ends_at, NULL AS created_at, NULL AS priority, NULL AS promotional, NULL AS carried_over,
                NULL AS voided_at, s.owed + coalesce((SELECT m.credits FROM moved m WHERE m.grant_id IS NULL), 0) AS amount,
                s.version AS began_with, NULL::bigint[] AS grants, NULL::bigint[] AS amounts
            FROM seen s
            UNION ALL
            SELECT 'grant', g.grant_id, g.effective_at, g.expires_at, g.created_at, g.priority, g.promotional,
                g.carried_over, g.voided_at, g.remaining, NULL, NULL, NULL
            FROM remained g
            WHERE g.remaining > 0 OR (g.voided_at <= (SELECT s.at FROM seen s WHERE s.ended > 0)) OR g.grant_id IN (SELECT unnest(h.drawn_grants) FROM hold h)
            UNION ALL
            SELECT 'hold', h.id, NULL, h.deadline, NULL, NULL, NULL, NULL, NULL, h.set_aside, h.amount, h.drawn_grants,
                h.drawn_amounts
            FROM hold h
            """;

    /**
     * The account as it was seen; none if nobody ever touched it.
     *
     * @throws HistoryForgottenException when receipts since then are no longer kept
     */
    Optional<Past> seen(Connection connection, AccountRef ref, Seen seen) throws SQLException {
        var month = YearMonth.from(seen.at().atOffset(ZoneOffset.UTC)).atDay(1);
        try (var statement = connection.prepareStatement(PAST)) {
            Columns.bind(statement)
                    .instant(seen.at())
                    .instantOrInfinity(seen.passedBefore())
                    .number(seen.version())
                    .integer(seen.ended())
                    .text(ref.billableType())
                    .text(ref.billableId())
                    .text(ref.creditTypeId())
                    .object(month)
                    .object(month)
                    .object(month);
            try (var row = statement.executeQuery()) {
                return past(row);
            }
        }
    }

    private static Optional<Past> past(ResultSet row) throws SQLException {
        @Nullable Known known = null;
        var remained = new ArrayList<Remained>();
        var holds = new ArrayList<OpenHold>();
        while (row.next()) {
            switch (row.getString("kind")) {
                case "account" -> known = known(row);
                case "grant" -> remained.add(remained(row));
                default -> holds.add(hold(row));
            }
        }
        return known == null ? Optional.empty() : Optional.of(new Past(known, remained, holds));
    }

    private static Known known(ResultSet row) throws SQLException {
        var account = new AccountId(row.getLong("id"));
        var at = Columns.instant(row, "starts_at");
        var earliest = Columns.instantIfAny(row, "ends_at");
        if (earliest != null && at.isBefore(earliest)) {
            throw new HistoryForgottenException(account, at, earliest);
        }
        return new Known(account, at, row.getLong("amount"), row.getLong("began_with"));
    }

    private static Remained remained(ResultSet row) throws SQLException {
        return new Remained(
                new GrantId(row.getLong("id")),
                new OpenGrant.Span(Columns.instant(row, "starts_at"), Columns.instantIfAny(row, "ends_at")),
                new OpenGrant.Rank(
                        row.getInt("priority"),
                        row.getBoolean("promotional"),
                        row.getBoolean("carried_over"),
                        Columns.instant(row, "created_at")),
                Columns.instantIfAny(row, "voided_at"),
                row.getLong("amount"));
    }

    /** The hold with what was left of it: what was drawn first is captured first. */
    private static OpenHold hold(ResultSet row) throws SQLException {
        long amount = row.getLong("began_with");
        long captured = Math.subtractExact(amount, row.getLong("amount"));
        var grants = Columns.numbers(row, "grants");
        var amounts = Columns.numbers(row, "amounts");
        var left = new ArrayList<Allocation>();
        long covered = 0;
        for (int i = 0; i < grants.length; i++) {
            long gone = Math.min(amounts[i], Math.max(0, captured - covered));
            covered = Math.addExact(covered, amounts[i]);
            if (gone < amounts[i]) {
                left.add(new Allocation(new GrantId(grants[i]), amounts[i] - gone));
            }
        }
        long uncovered = amount - Math.max(covered, captured);
        return new OpenHold(
                new HoldId(row.getLong("id")),
                amount,
                HoldState.OPEN,
                Columns.instantIfAny(row, "ends_at"),
                left,
                uncovered,
                null);
    }
}
