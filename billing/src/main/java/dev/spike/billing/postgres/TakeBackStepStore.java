package dev.spike.billing.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** {@code spike_take_back_steps}: each time that credits were taken because money was returned. */
final class TakeBackStepStore {

    private static final String STEPS = """
            SELECT step, wanted, taken, reversals
            FROM spike_take_back_steps
            WHERE billable_type = ? AND billable_id = ? AND source = ? AND position = ?
            ORDER BY step DESC
            """;

    /**
     * One time.
     *
     * @param wanted was to be gone, less what was given up since
     * @param taken is gone; the rest was forgiven
     * @param reversals how often part of it was given back
     */
    record Step(int number, long wanted, long taken, int reversals) {}

    /** The last first. */
    List<Step> steps(Connection connection, DueProvision provided) throws SQLException {
        try (var statement = connection.prepareStatement(STEPS)) {
            bind(Columns.bind(statement), provided);
            try (var row = statement.executeQuery()) {
                var steps = new ArrayList<Step>();
                while (row.next()) {
                    steps.add(new Step(
                            row.getInt("step"), row.getLong("wanted"), row.getLong("taken"), row.getInt("reversals")));
                }
                return steps;
            }
        }
    }

    private static final String ADD = """
            INSERT INTO spike_take_back_steps (wanted, taken, reversals, billable_type, billable_id, source, position, step)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    void add(Connection connection, DueProvision provided, Step step) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            write(statement, provided, step);
        }
    }

    private static final String CHANGE = """
            UPDATE spike_take_back_steps
            SET wanted = ?,
                taken = ?,
                reversals = ?
            WHERE billable_type = ? AND billable_id = ? AND source = ? AND position = ? AND step = ?
            """;

    void change(Connection connection, DueProvision provided, Step step) throws SQLException {
        try (var statement = connection.prepareStatement(CHANGE)) {
            write(statement, provided, step);
        }
    }

    private static final String FORGET_FORGIVEN = """
            UPDATE spike_take_back_steps
            SET wanted = taken
            WHERE billable_type = ? AND billable_id = ? AND source = ? AND position = ? AND wanted > taken
            """;

    /** What was not there to be taken is wanted no longer, until it is wanted anew. */
    void forgetForgiven(Connection connection, DueProvision provided) throws SQLException {
        try (var statement = connection.prepareStatement(FORGET_FORGIVEN)) {
            bind(Columns.bind(statement), provided);
            statement.executeUpdate();
        }
    }

    private static void write(PreparedStatement statement, DueProvision provided, Step step) throws SQLException {
        var binder = Columns.bind(statement)
                .number(step.wanted())
                .number(step.taken())
                .integer(step.reversals());
        bind(binder, provided).integer(step.number());
        Columns.exactly(1, statement);
    }

    private static Columns.Binder bind(Columns.Binder binder, DueProvision provided) throws SQLException {
        return binder.owner(provided.owner()).text(provided.source()).text(provided.position());
    }
}
