package dev.spike.billing.postgres;

import dev.spike.billing.FailedDue;
import dev.spike.billing.FailedDue.What;
import dev.spike.billing.OrderLine.Provided;
import dev.spike.ledger.GrantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of {@code spike_provide_history} that plans write: one for each thing and period, also for a period that was over. */
final class PlanHistoryStore {

    /** @param nextAttemptAt of what failed; none when it is not tried again */
    record Noted(int attempts, boolean isProvided, @Nullable Instant nextAttemptAt) {}

    /** A place in the terms, and when its period begins. */
    record Place(String position, String period) {

        static Place of(Slot slot) {
            return new Place(slot.position(), slot.span().start().toString());
        }
    }

    private static final String KNOWN = """
            SELECT position, period, attempts, provided_at, next_attempt_at
            FROM spike_provide_history
            WHERE billable_type = ? AND billable_id = ? AND source = ? AND period = ANY (?)
            """;

    /** What is noted of the source for periods that begin then. */
    Map<Place, Noted> known(Connection connection, Owner owner, String source, Collection<Instant> starts)
            throws SQLException {
        try (var statement = connection.prepareStatement(KNOWN)) {
            Columns.bind(statement)
                    .owner(owner)
                    .text(source)
                    .texts(starts.stream().map(Instant::toString).toList());
            try (var row = statement.executeQuery()) {
                var known = new HashMap<Place, Noted>();
                while (row.next()) {
                    known.put(
                            new Place(row.getString("position"), row.getString("period")),
                            new Noted(
                                    row.getInt("attempts"),
                                    Columns.instantIfAny(row, "provided_at") != null,
                                    Columns.instantIfAny(row, "next_attempt_at")));
                }
                return known;
            }
        }
    }

    private static final String PROVIDED = """
            INSERT INTO spike_provide_history AS h (billable_type, billable_id, source, position, period, kind, terms,
                quantity, attempts, provided_at, grant_id)
            VALUES (?, ?, ?, ?, ?, ?, jsonb_object(?), 1, ?, ?, ?)
            ON CONFLICT (billable_type, billable_id, source, position, period) DO UPDATE
            SET attempts = excluded.attempts,
                provided_at = excluded.provided_at,
                grant_id = excluded.grant_id,
                next_attempt_at = NULL
            WHERE h.provided_at IS NULL
            """;

    /**
     * Fails if it was provided before, so that what was given with it is undone.
     *
     * @param grant none where it was no credits, or the period was over
     */
    void provided(Connection connection, Owner owner, Wanted wanted, int attempts, @Nullable GrantId grant, Instant now)
            throws SQLException {
        try (var statement = connection.prepareStatement(PROVIDED)) {
            bind(Columns.bind(statement), owner, wanted.slot(), wanted.provided(), attempts)
                    .instant(now)
                    .numberIfAny(grant == null ? null : grant.number());
            Columns.exactly(1, statement);
        }
    }

    private static final String FAILED = """
            INSERT INTO spike_provide_history AS h (billable_type, billable_id, source, position, period, kind, terms,
                quantity, attempts, failed_at, cause, next_attempt_at)
            VALUES (?, ?, ?, ?, ?, ?, jsonb_object(?), 1, ?, ?, ?, ?)
            ON CONFLICT (billable_type, billable_id, source, position, period) DO UPDATE
            SET attempts = excluded.attempts,
                failed_at = excluded.failed_at,
                cause = excluded.cause,
                next_attempt_at = excluded.next_attempt_at
            WHERE h.provided_at IS NULL
            """;

    /** @param next none when it is not tried again */
    void failed(
            Connection connection,
            Owner owner,
            Wanted wanted,
            int attempts,
            String cause,
            Instant now,
            @Nullable Instant next)
            throws SQLException {
        try (var statement = connection.prepareStatement(FAILED)) {
            bind(Columns.bind(statement), owner, wanted.slot(), wanted.provided(), attempts)
                    .instant(now)
                    .text(cause)
                    .instantOrInfinity(next);
            statement.executeUpdate();
        }
    }

    private static final String TRY_NOW = """
            UPDATE spike_provide_history
            SET next_attempt_at = ?
            WHERE billable_type = ? AND billable_id = ? AND period <> '-' AND provided_at IS NULL
            """;

    /** Whether anything failed that is to be tried now; the subscriber's lock is held. */
    boolean tryNow(Connection connection, Owner owner, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(TRY_NOW)) {
            Columns.bind(statement).instant(now).owner(owner);
            return statement.executeUpdate() > 0;
        }
    }

    /** What failed in a period that is over has nobody who would try it: only later things are due. */
    private static final String FAILURES = """
            SELECT h.billable_type, h.billable_id, h.period::timestamptz AS due_at, h.attempts, h.cause, h.next_attempt_at
            FROM spike_provide_history h
            JOIN spike_due d USING (billable_type, billable_id)
            WHERE h.period <> '-' AND h.provided_at IS NULL AND d.due_at <= h.next_attempt_at
            ORDER BY h.next_attempt_at, h.billable_type, h.billable_id, h.source, h.position
            LIMIT ?
            """;

    List<FailedDue> failures(Connection connection, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(FAILURES)) {
            Columns.bind(statement).integer(limit);
            return Columns.failures(statement, What.THING);
        }
    }

    private static Columns.Binder bind(Columns.Binder binder, Owner owner, Slot slot, Provided provided, int attempts)
            throws SQLException {
        var place = Place.of(slot);
        return binder.owner(owner)
                .text(slot.source())
                .text(place.position())
                .text(place.period())
                .text(provided.kind())
                .pairs(provided.terms())
                .integer(attempts);
    }
}
