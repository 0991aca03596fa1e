package dev.spike.billing.postgres;

import dev.spike.billing.postgres.PlanGrant.EndedBy;
import dev.spike.billing.postgres.PlanGrant.Figures;
import dev.spike.billing.renewal.Span;
import dev.spike.ledger.GrantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code spike_plan_grants}: the grants that plans made, and how they ended. */
final class PlanGrantStore {

    private static final String ADD = """
            INSERT INTO spike_plan_grants (billable_type, billable_id, source, position, period_start, period_end, carried,
                generation, credit_type, amount, granted, used_before, returned, grant_id, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    void add(Connection connection, Owner owner, PlanGrant grant) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            Columns.bind(statement)
                    .owner(owner)
                    .text(grant.slot().source())
                    .text(grant.slot().position())
                    .instant(grant.slot().span().start())
                    .instant(grant.slot().span().end())
                    .integer(grant.carried())
                    .integer(grant.generation())
                    .text(grant.creditType())
                    .number(grant.figures().amount())
                    .number(grant.figures().granted())
                    .number(grant.figures().usedBefore())
                    .number(grant.figures().returned())
                    .number(grant.grant().number())
                    .instant(grant.expiresAt());
            Columns.exactly(1, statement);
        }
    }

    private static final String ENDED = """
            UPDATE spike_plan_grants
            SET ended_by = ?,
                ended_at = ?,
                left_free = ?
            WHERE billable_type = ? AND billable_id = ? AND source = ? AND position = ? AND period_start = ? AND carried = ?
                AND generation = ?
            """;

    void ended(Connection connection, Owner owner, PlanGrant grant, EndedBy why, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(ENDED)) {
            Columns.bind(statement)
                    .text(why.name().toLowerCase(Locale.ROOT))
                    .instant(now)
                    .numberIfAny(grant.leftFree())
                    .owner(owner)
                    .text(grant.slot().source())
                    .text(grant.slot().position())
                    .instant(grant.slot().span().start())
                    .integer(grant.carried())
                    .integer(grant.generation());
            Columns.exactly(1, statement);
        }
    }

    private static final String OPEN = """
            SELECT source, position, period_start, period_end, carried, generation, credit_type, amount, granted, used_before,
                returned, grant_id, expires_at, left_free
            FROM spike_plan_grants
            WHERE billable_type = ? AND billable_id = ? AND ended_by IS NULL
            ORDER BY credit_type, position, carried
            """;

    /** Those that have not been ended, also when they have expired by themselves. */
    List<PlanGrant> open(Connection connection, Owner owner) throws SQLException {
        try (var statement = connection.prepareStatement(OPEN)) {
            Columns.bind(statement).owner(owner);
            return grants(statement);
        }
    }

    private static final String GIVEN_UP = """
            SELECT source, position, period_start, period_end, carried, generation, credit_type, amount, granted, used_before,
                returned, grant_id, expires_at, left_free
            FROM spike_plan_grants g
            WHERE billable_type = ? AND billable_id = ? AND ended_by IN ('past_due', 'over', 'subscribed')
                AND expires_at > ? AND NOT EXISTS (
                    SELECT
                    FROM spike_plan_grants later
                    WHERE later.billable_type = g.billable_type AND later.billable_id = g.billable_id
                        AND later.source = g.source AND later.position = g.position
                        AND later.period_start = g.period_start AND later.carried = g.carried
                        AND later.generation > g.generation)
            ORDER BY credit_type, position, carried
            """;

    /** Those that were voided before their time, and may be given again. */
    List<PlanGrant> givenUp(Connection connection, Owner owner, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(GIVEN_UP)) {
            Columns.bind(statement).owner(owner).instant(now);
            return grants(statement);
        }
    }

    private static final String OF_PERIOD = """
            SELECT DISTINCT ON (position, period_start) source, position, period_start, period_end, carried, generation,
                credit_type, amount, granted, used_before, returned, grant_id, expires_at, left_free
            FROM spike_plan_grants
            WHERE billable_type = ? AND billable_id = ? AND source = ? AND starts_with(position, ? || '.')
                AND period_start >= ? AND period_start < ? AND carried = 0
            ORDER BY position, period_start, generation DESC
            """;

    /** The latest generation of all that was given by those terms for what begins in the span. */
    List<PlanGrant> ofPeriod(Connection connection, PaidFor paidFor, PaymentStore.Billed period) throws SQLException {
        try (var statement = connection.prepareStatement(OF_PERIOD)) {
            Columns.bind(statement)
                    .owner(paidFor.owner())
                    .text(paidFor.source())
                    .text(Integer.toString(period.switchNumber()))
                    .instant(period.span().start())
                    .instant(period.span().end());
            return grants(statement);
        }
    }

    private static final String CARRIED_OF = """
            SELECT grant_id
            FROM (
                SELECT grant_id, carried, ended_by, dense_rank() OVER (ORDER BY period_start) AS month
                FROM spike_plan_grants
                WHERE billable_type = ? AND billable_id = ? AND source = ? AND period_start > ?
                    AND substr(position, strpos(position, '.') + 1) = ?
            ) AS later
            WHERE carried = month AND ended_by IS NULL
            ORDER BY carried
            """;

    /** What is open of what was carried over from it: once in the first month after, twice in the second. */
    List<GrantId> carriedOf(Connection connection, Owner owner, PlanGrant grant) throws SQLException {
        try (var statement = connection.prepareStatement(CARRIED_OF)) {
            Columns.bind(statement)
                    .owner(owner)
                    .text(grant.slot().source())
                    .instant(grant.slot().span().start())
                    .text(grant.slot().place());
            try (var row = statement.executeQuery()) {
                var carried = new ArrayList<GrantId>();
                while (row.next()) {
                    carried.add(new GrantId(row.getLong("grant_id")));
                }
                return carried;
            }
        }
    }

    private static final String RETURNED = """
            UPDATE spike_plan_grants
            SET returned = ?
            WHERE billable_type = ? AND billable_id = ? AND source = ? AND position = ? AND period_start = ? AND carried = ?
                AND generation = ?
            """;

    /** So much is to be gone of it. */
    void returned(Connection connection, Owner owner, PlanGrant grant, long amount) throws SQLException {
        try (var statement = connection.prepareStatement(RETURNED)) {
            Columns.bind(statement)
                    .number(amount)
                    .owner(owner)
                    .text(grant.slot().source())
                    .text(grant.slot().position())
                    .instant(grant.slot().span().start())
                    .integer(grant.carried())
                    .integer(grant.generation());
            Columns.exactly(1, statement);
        }
    }

    private static List<PlanGrant> grants(PreparedStatement statement) throws SQLException {
        try (var row = statement.executeQuery()) {
            var grants = new ArrayList<PlanGrant>();
            while (row.next()) {
                grants.add(grant(row));
            }
            return grants;
        }
    }

    private static PlanGrant grant(ResultSet row) throws SQLException {
        return new PlanGrant(
                new Slot(
                        row.getString("source"),
                        row.getString("position"),
                        new Span(Columns.instant(row, "period_start"), Columns.instant(row, "period_end"))),
                row.getInt("carried"),
                row.getInt("generation"),
                new Figures(
                        row.getString("credit_type"),
                        row.getLong("amount"),
                        row.getLong("granted"),
                        row.getLong("used_before"),
                        row.getLong("returned")),
                new GrantId(row.getLong("grant_id")),
                Columns.instant(row, "expires_at"),
                Columns.numberIfAny(row, "left_free").orElse(null));
    }
}
