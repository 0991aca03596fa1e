package dev.spike.billing.postgres;

import dev.spike.billing.FailedDue;
import dev.spike.billing.FailedDue.What;
import dev.spike.billing.Money;
import dev.spike.billing.WaitingDue;
import dev.spike.billing.provider.Payment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code spike_owed_charges}: what was owed at renewals, and what became of charging it. */
final class OwedChargeStore {

    private static final String ADD = """
            INSERT INTO spike_owed_charges (billable_type, billable_id, key, provider, money_minor, currency, amounts, noted_at,
                next_attempt_at)
            VALUES (?, ?, ?, ?, ?, ?, jsonb_object(?), ?, ?)
            ON CONFLICT (billable_type, billable_id, key) DO NOTHING
            """;

    /** What was noted under the key before stays. */
    void add(Connection connection, OwedCharge charge, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            Columns.bind(statement)
                    .owner(charge.owner())
                    .text(charge.key())
                    .text(charge.provider())
                    .number(charge.money().minor())
                    .text(charge.money().currency().getCurrencyCode())
                    .pairs(charge.amounts().entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, each -> Long.toString(each.getValue()))))
                    .instant(now)
                    .instant(now);
            statement.executeUpdate();
        }
    }

    private static final String WAITING_SINCE = """
            SELECT min(noted_at) AS since
            FROM spike_owed_charges
            WHERE billable_type = ? AND billable_id = ? AND state = 'asked'
            """;

    /** Since when one is not answered. */
    @Nullable
    Instant waitingSince(Connection connection, Owner owner) throws SQLException {
        try (var statement = connection.prepareStatement(WAITING_SINCE)) {
            Columns.bind(statement).owner(owner);
            try (var row = statement.executeQuery()) {
                return row.next() ? Columns.instantIfAny(row, "since") : null;
            }
        }
    }

    private static final String CLAIM = """
            UPDATE spike_owed_charges c
            SET attempts = c.attempts + 1,
                next_attempt_at = ?
            FROM (
                SELECT billable_type, billable_id, key
                FROM spike_owed_charges
                WHERE state = 'asked' AND next_attempt_at <= ? AND provider = ?
                ORDER BY next_attempt_at
                LIMIT 1
                FOR UPDATE SKIP LOCKED
            ) AS one
            WHERE c.billable_type = one.billable_type AND c.billable_id = one.billable_id AND c.key = one.key
            RETURNING c.billable_type, c.billable_id, c.key, c.provider, c.money_minor, c.currency, c.attempts,
                ARRAY(SELECT unnest(ARRAY[t.key, t.value]) FROM jsonb_each_text(c.amounts) t) AS amounts
            """;

    /** One that is due, which nobody else tries until then. */
    Optional<OwedCharge> claim(Connection connection, String provider, Instant now, Instant until) throws SQLException {
        try (var statement = connection.prepareStatement(CLAIM)) {
            Columns.bind(statement).instant(until).instant(now).text(provider);
            return claimed(statement).stream().findFirst();
        }
    }

    private static final String CLAIM_OF = """
            UPDATE spike_owed_charges c
            SET attempts = c.attempts + 1,
                next_attempt_at = ?
            WHERE c.billable_type = ? AND c.billable_id = ? AND c.provider = ? AND c.state = 'asked'
            RETURNING c.billable_type, c.billable_id, c.key, c.provider, c.money_minor, c.currency, c.attempts,
                ARRAY(SELECT unnest(ARRAY[t.key, t.value]) FROM jsonb_each_text(c.amounts) t) AS amounts
            """;

    /** All that is not answered of one billable, whenever it was to be tried next. */
    List<OwedCharge> claim(Connection connection, Owner owner, String provider, Instant until) throws SQLException {
        try (var statement = connection.prepareStatement(CLAIM_OF)) {
            Columns.bind(statement).instant(until).owner(owner).text(provider);
            return claimed(statement);
        }
    }

    private static List<OwedCharge> claimed(PreparedStatement statement) throws SQLException {
        try (var row = statement.executeQuery()) {
            var claimed = new ArrayList<OwedCharge>();
            while (row.next()) {
                var amounts = new TreeMap<String, Long>();
                Columns.pairs(row, "amounts").forEach((type, amount) -> amounts.put(type, Long.valueOf(amount)));
                claimed.add(new OwedCharge(
                        new Owner(row.getString("billable_type"), row.getString("billable_id")),
                        row.getString("key"),
                        row.getString("provider"),
                        Money.of(row.getLong("money_minor"), row.getString("currency")),
                        amounts,
                        row.getInt("attempts")));
            }
            return claimed;
        }
    }

    private static final String DONE = """
            UPDATE spike_owed_charges
            SET state = 'done',
                payment_id = ?,
                next_attempt_at = NULL,
                cause = NULL
            WHERE billable_type = ? AND billable_id = ? AND key = ? AND state = 'asked'
            """;

    /** Whether it was not answered before. */
    boolean done(Connection connection, OwedCharge charge, Payment payment) throws SQLException {
        try (var statement = connection.prepareStatement(DONE)) {
            Columns.bind(statement).text(payment.id()).owner(charge.owner()).text(charge.key());
            return statement.executeUpdate() == 1;
        }
    }

    private static final String REFUSED = """
            UPDATE spike_owed_charges
            SET state = 'refused',
                next_attempt_at = NULL,
                cause = ?
            WHERE billable_type = ? AND billable_id = ? AND key = ? AND state = 'asked'
            """;

    void refused(Connection connection, OwedCharge charge, String cause) throws SQLException {
        try (var statement = connection.prepareStatement(REFUSED)) {
            Columns.bind(statement).text(cause).owner(charge.owner()).text(charge.key());
            statement.executeUpdate();
        }
    }

    private static final String UNKNOWN = """
            UPDATE spike_owed_charges
            SET cause = ?,
                next_attempt_at = ?
            WHERE billable_type = ? AND billable_id = ? AND key = ? AND state = 'asked'
            """;

    /** @param next none when it is not tried again */
    void unknown(Connection connection, OwedCharge charge, String cause, @Nullable Instant next) throws SQLException {
        try (var statement = connection.prepareStatement(UNKNOWN)) {
            Columns.bind(statement)
                    .text(cause)
                    .instantOrInfinity(next)
                    .owner(charge.owner())
                    .text(charge.key());
            statement.executeUpdate();
        }
    }

    private static final String FAILURES = """
            SELECT billable_type, billable_id, noted_at AS due_at, attempts, cause, next_attempt_at
            FROM spike_owed_charges
            WHERE state = 'asked' AND cause IS NOT NULL
            ORDER BY next_attempt_at, billable_type, billable_id, key
            LIMIT ?
            """;

    /** Those whose answer is not known. */
    List<FailedDue> failures(Connection connection, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(FAILURES)) {
            Columns.bind(statement).integer(limit);
            return Columns.failures(statement, What.CHARGE);
        }
    }

    private static final String WAITING = """
            SELECT count(*) AS due,
                min(noted_at) AS oldest,
                (
                    SELECT min(next_attempt_at)
                    FROM spike_owed_charges
                    WHERE state = 'asked' AND next_attempt_at > ? AND next_attempt_at < 'infinity'
                ) AS next
            FROM spike_owed_charges
            WHERE state = 'asked' AND next_attempt_at <= ?
            """;

    WaitingDue waiting(Connection connection, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(WAITING)) {
            Columns.bind(statement).instant(now).instant(now);
            return Columns.waiting(statement);
        }
    }
}
