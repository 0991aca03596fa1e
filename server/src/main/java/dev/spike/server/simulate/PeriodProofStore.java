package dev.spike.server.simulate;

import dev.spike.server.shop.Proof.Line;
import dev.spike.server.shop.ProofLines;
import dev.spike.server.simulate.Outages.Outage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;

/** Both sides of the proofs about periods and their credits, from the tables of {@link BooksStore}. */
final class PeriodProofStore {

    private final ProofLines proofs;
    private final String grace;

    PeriodProofStore(DataSource dataSource, Duration grace) {
        this.proofs = new ProofLines(dataSource);
        this.grace = grace.toString();
    }

    /** What was heard of when its time was over is noted as provided, without a grant. */
    private static final String PROVIDED = """
            SELECT s.why || ' ' || s.key || ' ' || s.position || ' from ' || s.starts || ' until ' || s.until
                    || coalesce(' provided at ' || h.provided_at, '') AS subject,
                '1 provided, ' || CASE WHEN h.provided_at >= s.until AND coalesce(g.grants, 0) = 0 THEN '0 granted of 0'
                    ELSE '1 granted of ' || s.amount END AS expected,
                CASE WHEN h.provided_at IS NULL THEN 0 ELSE 1 END || ' provided, ' || coalesce(g.grants, 0) || ' granted of '
                    || coalesce(g.credits, 0) AS actual
            FROM simulation_slots s
            LEFT JOIN (
                SELECT source, position, period::timestamptz AS starts, provided_at, grant_id
                FROM spike_provide_history
                WHERE source LIKE 'sub\\_%'
            ) h ON h.source = s.key AND h.position = s.position AND h.starts = s.starts
            LEFT JOIN (
                SELECT key, position, starts, credit_type, count(*) AS grants, sum(credits) AS credits
                FROM simulation_grants
                WHERE carried = 0 AND generation = 1
                GROUP BY key, position, starts, credit_type
            ) g ON g.key = s.key AND g.position = s.position AND g.starts = s.starts AND g.credit_type = s.credit_type
            WHERE (s.why = 'paid') = ?
            """;

    List<Line> providedWhenPaid() {
        return proofs.lines(PROVIDED, (connection, statement) -> statement.setBoolean(1, true));
    }

    /** Trials and what is comped. */
    List<Line> providedForNothing() {
        return proofs.lines(PROVIDED, (connection, statement) -> statement.setBoolean(1, false));
    }

    /** Each grant of a plan, whichever way it came; the free plan's are given for nothing. */
    private static final String NOT_PROVIDED = """
            SELECT 'grant ' || g.id || ' of ' || g.key || ' ' || coalesce(g.position || ' from ' || g.starts, 'without a key')
                    AS subject,
                'paid, for nothing or free' AS expected,
                CASE WHEN g.key = 'free' OR s.key IS NOT NULL OR (g.carried > 0 AND k.key IS NOT NULL)
                    THEN 'paid, for nothing or free' ELSE 'neither' END AS actual
            FROM simulation_grants g
            LEFT JOIN simulation_slots s ON s.key = g.key AND s.position = g.position AND s.starts = g.starts
                AND s.credit_type = g.credit_type
            LEFT JOIN (SELECT DISTINCT key FROM simulation_slots) k ON k.key = g.key
            UNION ALL
            SELECT h.source || ' ' || h.position || ' from ' || h.period, 'a grant of it',
                CASE WHEN g.id IS NULL THEN 'grant ' || h.grant_id || ', which is not its' ELSE 'a grant of it' END
            FROM spike_provide_history h
            LEFT JOIN simulation_grants g ON g.id = h.grant_id AND g.key = h.source AND g.position = h.position
                AND g.starts = h.period::timestamptz
            WHERE (h.source LIKE 'sub\\_%' OR h.source = 'free') AND h.grant_id IS NOT NULL
            """;

    List<Line> notProvided() {
        return proofs.lines(NOT_PROVIDED);
    }

    /**
     * A grant's own expiry is not after the grace; when a period was not followed in time, nothing of its subscription was spent
     * until the next was paid, and nothing is free once it is over; a void took what was held of it too. What was carried over stays for its time where the next
     * subscription follows at once.
     */
    private static final String NOTHING_LEFT = """
            SELECT 'grant ' || g.id || ' of ' || s.key || ' ' || s.position || ' from ' || s.starts AS subject,
                'ends by ' || (s.ends + ?::interval) AS expected,
                'ends by ' || greatest(s.ends + ?::interval, g.expires_at) AS actual
            FROM simulation_grants g
            JOIN simulation_slots s ON s.key = g.key AND s.position = g.position AND s.starts = g.starts
                AND s.credit_type = g.credit_type
            WHERE g.carried = 0
            UNION ALL
            SELECT p.key || ' unpaid from ' || p.ends, '0 spent', coalesce(sum(-x.credits), 0) || ' spent'
            FROM simulation_periods p
            LEFT JOIN (simulation_grants g
                JOIN spike_credit_transactions x ON x.account_id = g.account_id AND x.grant_id = g.id AND x.entry = 'burn'
            ) ON g.key = p.key AND x.usage_date > ((p.ends + ?::interval) AT TIME ZONE ?)::date
                AND x.usage_date < (p.followed_paid_at AT TIME ZONE ?)::date
            WHERE p.why = 'paid' AND p.followed_at >= p.ends AND p.followed_paid_at > p.ends + ?::interval
            GROUP BY p.key, p.ends
            UNION ALL
            SELECT e.key || ' over at ' || e.over_at, '0 free', coalesce(sum(b.credits), 0) || ' free'
            FROM (
                SELECT DISTINCT p.key, p.billable_id, p.over_at, n.at
                FROM simulation_periods p
                JOIN (SELECT max(decided_at) AS at FROM spike_credit_accounts) n ON p.over_at <= n.at
            ) e
            LEFT JOIN LATERAL (
                SELECT (SELECT sum(x.credits) FROM spike_credit_transactions x
                        WHERE x.account_id = g.account_id AND x.grant_id = g.id)
                    - (SELECT coalesce(sum(o.amount), 0)
                        FROM spike_credit_holds h, unnest(h.grants, h.amounts) AS o (grant_id, amount)
                        WHERE h.account_id = g.account_id AND h.state = 'open' AND o.grant_id = g.id
                            AND g.voided_at = 'infinity') AS credits
                FROM simulation_grants g
                WHERE g.key = e.key AND g.expires_at > e.at AND (g.carried = 0 OR NOT EXISTS (
                    SELECT
                    FROM simulation_periods other
                    WHERE other.billable_id = e.billable_id AND other.key <> e.key AND other.ends > e.at
                        AND other.over_at > e.at))
            ) b ON true
            GROUP BY e.key, e.over_at
            """;

    List<Line> nothingLeft(String zone) {
        return proofs.lines(NOTHING_LEFT, (connection, statement) -> {
            statement.setString(1, grace);
            statement.setString(2, grace);
            statement.setString(3, grace);
            statement.setString(4, zone);
            statement.setString(5, zone);
            statement.setString(6, grace);
        });
    }

    /**
     * Where the next month was paid within a day; the word is under way for less than two. Both happen in one transaction, in
     * which the clock goes on. Nobody saw what an outage hid.
     */
    private static final String CONTINUOUS = """
            SELECT s.key || ' ' || s.credit_type || ' from ' || s.starts || ' to ' || s.ends AS subject,
                'not before the next' AS expected,
                CASE WHEN least(g.expires_at, g.voided_at) >= n.effective_at - interval '1 second' OR EXISTS (
                        SELECT
                        FROM unnest(?::timestamptz[], ?::timestamptz[]) AS o (starts, ends)
                        WHERE least(g.expires_at, g.voided_at) >= o.starts AND n.effective_at <= o.ends)
                    THEN 'not before the next'
                    ELSE 'ended ' || least(g.expires_at, g.voided_at) || ', the next came ' || n.effective_at END AS actual
            FROM simulation_slots s
            JOIN simulation_slots t ON t.key = s.key AND t.starts = s.ends AND t.occasion = s.occasion
                AND t.credit_type = s.credit_type AND t.why = 'paid' AND t.paid_at <= s.ends + interval '1 day'
            JOIN (
                SELECT DISTINCT ON (key, position, starts, credit_type) key, position, starts, credit_type, expires_at, voided_at
                FROM simulation_grants
                WHERE carried = 0
                ORDER BY key, position, starts, credit_type, generation DESC
            ) g ON g.key = s.key AND g.position = s.position AND g.starts = s.starts AND g.credit_type = s.credit_type
            JOIN simulation_grants n ON n.key = t.key AND n.position = t.position AND n.starts = t.starts
                AND n.credit_type = t.credit_type AND n.carried = 0 AND n.generation = 1
            """;

    List<Line> continuous(Outages outages) {
        return proofs.lines(CONTINUOUS, (connection, statement) -> {
            bind(connection, statement, 1, outages, Outage::from);
            bind(connection, statement, 2, outages, outage -> outage.until() + 1);
        });
    }

    private static void bind(
            Connection connection, PreparedStatement statement, int place, Outages outages, ToIntFunction<Outage> tick)
            throws SQLException {
        var instants = outages.all().stream()
                .filter(Outage::isOfAll)
                .map(outage -> Time.startOf(tick.applyAsInt(outage)).atOffset(ZoneOffset.UTC))
                .toArray();
        statement.setArray(place, connection.createArrayOf("timestamptz", instants));
    }

    /**
     * What a month gave ends with it: when the next of its subscription came, by a renewal or by a switch, it was voided, or
     * nothing was left to void, and nothing of it was spent on a later day. What is held stays with its hold.
     */
    private static final String ENDED = """
            SELECT 'grant ' || g.id || ' of ' || s.key || ' ' || s.position || ' from ' || s.starts AS subject,
                'over when the next came, 0 spent later' AS expected,
                CASE WHEN least(g.expires_at, g.voided_at) <= n.at + interval '1 second' OR r.free <= 0
                    THEN 'over when the next came, ' ELSE r.free || ' free when the next came ' || n.at || ', ' END
                    || r.later || ' spent later' AS actual
            FROM simulation_slots s
            JOIN simulation_grants g ON g.key = s.key AND g.position = s.position AND g.starts = s.starts
                AND g.credit_type = s.credit_type AND g.carried = 0
            JOIN LATERAL (
                SELECT min(n.effective_at) AS at
                FROM simulation_grants n
                WHERE n.key = s.key AND n.credit_type = s.credit_type AND n.carried = 0 AND n.generation = 1
                    AND n.starts >= s.until
            ) n ON n.at IS NOT NULL
            JOIN LATERAL (
                SELECT sum(x.credits) - (
                        SELECT coalesce(sum(o.amount), 0)
                        FROM spike_credit_holds h, unnest(h.grants, h.amounts) AS o (grant_id, amount)
                        WHERE h.account_id = g.account_id AND h.state = 'open' AND o.grant_id = g.id) AS free,
                    coalesce(sum(-x.credits) FILTER (WHERE x.entry = 'burn' AND x.usage_date > (n.at AT TIME ZONE ?)::date), 0)
                        AS later
                FROM spike_credit_transactions x
                WHERE x.account_id = g.account_id AND x.grant_id = g.id
            ) r ON true
            """;

    List<Line> ended(String zone) {
        return proofs.lines(ENDED, (connection, statement) -> statement.setString(1, zone));
    }

    private static final String SEEN = """
            SELECT billable_id || ' at ' || at AS subject,
                'above 0' AS expected,
                CASE WHEN available > 0 THEN 'above 0' ELSE available::text END AS actual
            FROM simulation_looks
            """;

    List<Line> seen() {
        return proofs.lines(SEEN);
    }

    private static final String VISITS = """
            SELECT 'visit of ' || billable_id || ' at ' || at AS subject, 'no fault' AS expected,
                coalesce(fault, 'no fault') AS actual
            FROM simulation_visits
            """;

    List<Line> visits() {
        return proofs.lines(VISITS);
    }
}
