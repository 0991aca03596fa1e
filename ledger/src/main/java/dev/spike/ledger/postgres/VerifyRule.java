package dev.spike.ledger.postgres;

import java.util.Locale;

/** A rule that every account obeys, as the statement that returns those that do not. */
enum VerifyRule {

    /** The sum of what counted at the account's last decision is what its row says. */
    LAW_AT_THE_LAST_DECISION("""
            SELECT a.id AS account_id, 'the balance as of ' || a.decided_at AS subject, law.total AS expected,
                a.available + a.held AS actual
            FROM spike_credit_accounts a
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(t.credits), 0) AS total
                FROM spike_credit_transactions t
                WHERE t.account_id = a.id AND t.effective_at <= a.decided_at
                    AND (t.expires_at IS NULL OR t.expires_at > a.decided_at)
            ) law
            WHERE law.total <> a.available + a.held
            LIMIT ?
            """),

    /** The sum of what counts now is what remains of the open grants, less what is owed. */
    LAW_NOW("""
            SELECT a.id AS account_id, 'the balance at ' || seen.at AS subject, law.total AS expected,
                remains.total - a.owed AS actual
            FROM spike_credit_accounts a
            CROSS JOIN LATERAL (SELECT greatest(now(), a.decided_at) AS at) seen
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(t.credits), 0) AS total
                FROM spike_credit_transactions t
                WHERE t.account_id = a.id AND t.effective_at <= seen.at
                    AND (t.expires_at IS NULL OR t.expires_at > seen.at)
            ) law
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(CASE WHEN g.grant_id = a.current_grant_id THEN g.held + a.current_free
                    ELSE g.remaining END), 0) AS total
                FROM spike_credit_grants g
                WHERE g.account_id = a.id AND g.effective_at <= seen.at AND g.expires_at > seen.at
            ) remains
            WHERE law.total <> remains.total - a.owed
            LIMIT ?
            """),

    /** The rows of a grant sum to what remains of it, between nothing and its amount. */
    GRANT_REMAINS("""
            WITH rows AS (
                SELECT t.account_id, t.grant_id, sum(t.credits) AS total,
                    coalesce(sum(t.credits) FILTER (WHERE t.entry = 'grant'), 0) AS amount
                FROM spike_credit_transactions t
                WHERE t.grant_id IS NOT NULL
                GROUP BY t.account_id, t.grant_id
            )
            SELECT coalesce(r.account_id, g.account_id) AS account_id,
                'what remains of grant ' || coalesce(r.grant_id, g.grant_id) AS subject,
                coalesce(r.total, 0) || ' of ' || coalesce(r.amount, 0) AS expected,
                CASE WHEN g.grant_id = a.current_grant_id THEN g.held + a.current_free ELSE coalesce(g.remaining, 0) END
                    || ' of ' || coalesce(g.amount, 0) AS actual
            FROM rows r
            FULL JOIN spike_credit_grants g ON g.account_id = r.account_id AND g.grant_id = r.grant_id
            LEFT JOIN spike_credit_accounts a ON a.id = coalesce(r.account_id, g.account_id)
            WHERE r.total IS NULL OR g.amount IS NULL OR a.id IS NULL
                OR r.total < 0 OR r.total > r.amount OR r.amount <> g.amount
                OR r.total <> CASE WHEN g.grant_id = a.current_grant_id THEN g.held + a.current_free ELSE g.remaining END
            LIMIT ?
            """),

    /** Every row ends with its grant, counts no earlier than it, and bears the account's names. */
    ROW_FOLLOWS_ITS_GRANT("""
            SELECT t.account_id, 'row ' || t.id AS subject,
                'of grant ' || g.id || ' that ends at ' || coalesce(g.expires_at::text, 'never') AS expected,
                'one that ends at ' || coalesce(t.expires_at::text, 'never') || ' and counts from ' || t.effective_at
                    AS actual
            FROM spike_credit_transactions t
            JOIN spike_credit_transactions g ON g.account_id = t.account_id AND g.id = t.grant_id
            JOIN spike_credit_accounts a ON a.id = t.account_id
            WHERE g.entry <> 'grant' OR t.expires_at IS DISTINCT FROM g.expires_at OR t.effective_at < g.effective_at
                OR (t.billable_type, t.billable_id, t.credit_type) <> (a.billable_type, a.billable_id, a.credit_type)
            LIMIT ?
            """),

    /** What is held of each grant, and of the account, is what its open holds set aside of grants that count. */
    HELD("""
            WITH parts AS (
                SELECT h.account_id, part.grant_id, sum(part.amount) AS total
                FROM spike_credit_holds h
                CROSS JOIN LATERAL unnest(h.grants, h.amounts) part (grant_id, amount)
                WHERE h.state = 'open'
                GROUP BY h.account_id, part.grant_id
            )
            SELECT coalesce(p.account_id, g.account_id) AS account_id,
                'what is held of grant ' || coalesce(p.grant_id, g.grant_id) AS subject,
                CASE WHEN g.voided THEN 0 ELSE coalesce(p.total, 0) END AS expected, g.held AS actual
            FROM parts p
            FULL JOIN spike_credit_grants g ON g.account_id = p.account_id AND g.grant_id = p.grant_id
            WHERE g.held IS NULL OR g.held <> CASE WHEN g.voided THEN 0 ELSE coalesce(p.total, 0) END
            UNION ALL
            SELECT a.id, 'what is held', held.total, a.held
            FROM spike_credit_accounts a
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(h.uncovered), 0) + coalesce(sum((
                        SELECT sum(part.amount)
                        FROM unnest(h.grants, h.amounts) part (grant_id, amount)
                        JOIN spike_credit_grants g ON g.account_id = h.account_id AND g.grant_id = part.grant_id
                        WHERE NOT g.voided AND g.expires_at > a.decided_at
                    )), 0) AS total
                FROM spike_credit_holds h
                WHERE h.account_id = a.id AND h.state = 'open'
            ) held
            WHERE held.total <> a.held
            LIMIT ?
            """),

    /** Never more of a request was undone than was taken, and as much as its reversals say. */
    REVERSED("""
            SELECT v.account_id, 'what was undone of receipt ' || r.version AS subject,
                least(r.amount, coalesce(sum(u.amount), 0)) AS expected, v.reversed AS actual
            FROM spike_credit_reversals v
            JOIN spike_credit_receipts r
                ON r.account_id = v.account_id AND r.key = v.key AND r.decided_at = v.decided_at
            LEFT JOIN spike_credit_receipts u
                ON u.account_id = v.account_id AND u.undoes = v.key AND u.outcome = 'accepted'
                AND u.version > r.version
            GROUP BY v.account_id, v.key, v.decided_at, v.reversed, r.version, r.amount
            HAVING v.reversed > r.amount OR v.reversed <> coalesce(sum(u.amount), 0)
            LIMIT ?
            """),

    /** What no grant covered is what is owed. */
    OWED("""
            SELECT a.id AS account_id, 'what is owed' AS subject, coalesce(-sum(t.credits), 0) AS expected,
                a.owed AS actual
            FROM spike_credit_accounts a
            LEFT JOIN spike_credit_transactions t ON t.account_id = a.id AND t.grant_id IS NULL
            GROUP BY a.id
            HAVING coalesce(-sum(t.credits), 0) <> a.owed
            LIMIT ?
            """),

    /** No grant starts or ends, and no hold lapses, between the last decision and the instant up to which the stored balance is trusted. */
    NEXT_CHANGE("""
            SELECT a.id AS account_id, 'the next change' AS subject, min(change.at) AS expected, a.changes_at AS actual
            FROM spike_credit_accounts a
            CROSS JOIN LATERAL (
                SELECT edge.at
                FROM spike_credit_grants g
                CROSS JOIN LATERAL (VALUES (g.effective_at), (g.expires_at)) edge (at)
                WHERE g.account_id = a.id
                    AND CASE WHEN g.grant_id = a.current_grant_id THEN g.held + a.current_free ELSE g.remaining END > 0
                UNION ALL
                SELECT h.deadline
                FROM spike_credit_holds h
                WHERE h.account_id = a.id AND h.state = 'open'
            ) change
            WHERE change.at > a.decided_at AND change.at < a.changes_at
            GROUP BY a.id
            LIMIT ?
            """),

    /** Decisions are numbered without a gap, and the newest receipt says what the account's row says. */
    RECEIPTS_NUMBERED("""
            SELECT a.id AS account_id, 'the newest receipt' AS subject,
                'number ' || a.version || ' with ' || a.available || ' available, ' || a.held || ' held' AS expected,
                coalesce('number ' || r.version || ' with ' || r.available || ' available, ' || r.held || ' held', 'none')
                    AS actual
            FROM spike_credit_accounts a
            LEFT JOIN LATERAL (
                SELECT k.version, k.available, k.held, k.owed
                FROM spike_credit_receipts k
                WHERE k.account_id = a.id
                ORDER BY k.version DESC
                LIMIT 1
            ) r ON true
            WHERE (r.version IS NULL AND a.version > 0
                    AND a.decided_at > (SELECT min(oldest.decided_at) FROM spike_credit_receipts oldest))
                OR (r.version, r.available, r.held, r.owed) <> (a.version, a.available, a.held, a.owed)
            LIMIT ?
            """),

    /** Where all receipts are kept, they explain every row of every grant, and no key stands twice. */
    RECEIPTS_EXPLAIN("""
            WITH kept AS (
                SELECT r.account_id
                FROM spike_credit_receipts r
                JOIN spike_credit_accounts a ON a.id = r.account_id
                GROUP BY r.account_id, a.version
                HAVING count(*) = a.version AND count(DISTINCT r.version) = a.version
            ), explained AS (
                SELECT r.account_id, part.grant_id, sum(part.amount) AS total
                FROM kept
                JOIN spike_credit_receipts r ON r.account_id = kept.account_id
                CROSS JOIN LATERAL (
                    SELECT moved.grant_id, moved.amount
                    FROM unnest(r.moved_grants, r.moved_amounts) moved (grant_id, amount)
                    UNION ALL
                    SELECT drawn.grant_id, CASE r.verb WHEN 'add' THEN drawn.amount ELSE -drawn.amount END
                    FROM unnest(r.allocation_grants, r.allocation_amounts) drawn (grant_id, amount)
                    WHERE r.moved_grants IS NULL
                ) part
                WHERE r.outcome = 'accepted'
                GROUP BY r.account_id, part.grant_id
            ), rows AS (
                SELECT t.account_id, t.grant_id, sum(t.credits) AS total
                FROM kept
                JOIN spike_credit_transactions t ON t.account_id = kept.account_id
                GROUP BY t.account_id, t.grant_id
            )
            SELECT coalesce(e.account_id, r.account_id) AS account_id,
                'the sum of grant ' || coalesce(e.grant_id, r.grant_id) AS subject, e.total AS expected, r.total AS actual
            FROM explained e
            FULL JOIN rows r ON r.account_id = e.account_id AND coalesce(r.grant_id, 0) = coalesce(e.grant_id, 0)
            WHERE coalesce(e.total, 0) <> coalesce(r.total, 0)
            LIMIT ?
            """),

    /** A key stands once among an account's receipts, whatever the month. */
    KEY_ONCE("""
            SELECT r.account_id, 'how often the key of receipt ' || min(r.version) || ' stands' AS subject, 1 AS expected,
                count(*) AS actual
            FROM spike_credit_receipts r
            GROUP BY r.account_id, r.key
            HAVING count(*) > 1
            LIMIT ?
            """);

    private final String broken;

    VerifyRule(String broken) {
        this.broken = broken;
    }

    /** The statement that returns at most so many who break the rule. */
    String broken() {
        return broken;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
