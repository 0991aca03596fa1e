package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.FailedDue;
import dev.spike.billing.WaitingDue;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How billing's values look to JDBC. Instants travel as UTC whatever the zone of the session. */
final class Columns {

    private Columns() {}

    /** Binds in the order of a statement's question marks. */
    static final class Binder {

        private final PreparedStatement statement;
        private int place;

        Binder(PreparedStatement statement) {
            this.statement = statement;
        }

        /** Two question marks: its type and its id. */
        Binder owner(Owner owner) throws SQLException {
            return text(owner.type()).text(owner.id());
        }

        Binder text(@Nullable String value) throws SQLException {
            statement.setString(++place, value);
            return this;
        }

        Binder number(long value) throws SQLException {
            statement.setLong(++place, value);
            return this;
        }

        Binder numberIfAny(@Nullable Long value) throws SQLException {
            statement.setObject(++place, value, Types.BIGINT);
            return this;
        }

        Binder flag(boolean value) throws SQLException {
            statement.setBoolean(++place, value);
            return this;
        }

        Binder integer(int value) throws SQLException {
            statement.setInt(++place, value);
            return this;
        }

        Binder integerIfAny(@Nullable Integer value) throws SQLException {
            statement.setObject(++place, value, Types.INTEGER);
            return this;
        }

        Binder instant(Instant value) throws SQLException {
            statement.setObject(++place, value.atOffset(ZoneOffset.UTC));
            return this;
        }

        Binder instantIfAny(@Nullable Instant value) throws SQLException {
            statement.setObject(
                    ++place, value == null ? null : value.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
            return this;
        }

        /** None is never. */
        Binder instantOrInfinity(@Nullable Instant value) throws SQLException {
            statement.setObject(++place, value == null ? OffsetDateTime.MAX : value.atOffset(ZoneOffset.UTC));
            return this;
        }

        Binder texts(Collection<String> values) throws SQLException {
            statement.setArray(++place, statement.getConnection().createArrayOf("text", values.toArray()));
            return this;
        }

        /** Name, value, name, value. */
        Binder pairs(Map<String, String> values) throws SQLException {
            var flat = new TreeMap<>(values)
                    .entrySet().stream()
                            .flatMap(pair -> Stream.of(pair.getKey(), pair.getValue()))
                            .toList();
            return texts(flat);
        }
    }

    static Binder bind(PreparedStatement statement) {
        return new Binder(statement);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Null and infinity are both never. */
    static @Nullable Instant instantIfAny(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null || value.equals(OffsetDateTime.MAX) ? null : value.toInstant();
    }

    static Optional<Long> numberIfAny(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, Long.class));
    }

    /** The pairs that a statement made an array of. */
    static Map<String, String> pairs(ResultSet row, String column) throws SQLException {
        var pairs = new TreeMap<String, String>();
        var flat = (String[]) row.getArray(column).getArray();
        for (int i = 0; i < flat.length; i += 2) {
            pairs.put(flat[i], flat[i + 1]);
        }
        return pairs;
    }

    /** What failed, as every list of due work selects it. */
    static List<FailedDue> failures(PreparedStatement statement, FailedDue.What what) throws SQLException {
        try (var row = statement.executeQuery()) {
            var failures = new ArrayList<FailedDue>();
            while (row.next()) {
                failures.add(new FailedDue(
                        new Owner(row.getString("billable_type"), row.getString("billable_id")).billable(),
                        what,
                        instant(row, "due_at"),
                        row.getInt("attempts"),
                        row.getString("cause"),
                        instantIfAny(row, "next_attempt_at")));
            }
            return failures;
        }
    }

    static WaitingDue waiting(PreparedStatement statement) throws SQLException {
        try (var row = statement.executeQuery()) {
            row.next();
            return new WaitingDue(row.getLong("due"), instantIfAny(row, "oldest"), instantIfAny(row, "next"));
        }
    }

    /** Runs a statement that must touch exactly this many rows; any other number contradicts what was read under the lock. */
    static void exactly(int expected, PreparedStatement statement) throws SQLException {
        int touched = statement.executeUpdate();
        if (touched != expected) {
            throw new BillingException(
                    BillingError.BILLING_BROKEN,
                    "A statement changed " + touched + " rows where " + expected
                            + " were to change, so nothing was changed; look at what else writes to billing's tables.");
        }
    }
}
