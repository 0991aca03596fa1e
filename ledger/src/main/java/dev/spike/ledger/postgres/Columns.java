package dev.spike.ledger.postgres;

import dev.spike.ledger.LedgerBrokenException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the ledger's values look to JDBC. Instants travel as UTC whatever the zone of the session. */
final class Columns {

    private Columns() {}

    /** Binds in the order of a statement's question marks. */
    static final class Binder {

        private final PreparedStatement statement;
        private int place;

        Binder(PreparedStatement statement) {
            this.statement = statement;
        }

        Binder text(@Nullable String value) throws SQLException {
            statement.setString(++place, value);
            return this;
        }

        Binder number(long value) throws SQLException {
            statement.setLong(++place, value);
            return this;
        }

        Binder integer(int value) throws SQLException {
            statement.setInt(++place, value);
            return this;
        }

        Binder flag(boolean value) throws SQLException {
            statement.setBoolean(++place, value);
            return this;
        }

        Binder numberIfAny(@Nullable Long value) throws SQLException {
            statement.setObject(++place, value, Types.BIGINT);
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

        Binder object(@Nullable Object value) throws SQLException {
            statement.setObject(++place, value);
            return this;
        }

        Binder objectIfAny(@Nullable Object value, int type) throws SQLException {
            statement.setObject(++place, value, type);
            return this;
        }

        Binder numbers(Collection<Long> values) throws SQLException {
            statement.setArray(++place, statement.getConnection().createArrayOf("bigint", values.toArray()));
            return this;
        }

        /** Name, value, name, value; none when there are no pairs. */
        Binder pairs(Map<String, String> values) throws SQLException {
            if (values.isEmpty()) {
                statement.setNull(++place, Types.ARRAY);
                return this;
            }
            var flat = values.entrySet().stream()
                    .flatMap(pair -> Stream.of(pair.getKey(), pair.getValue()))
                    .toArray();
            statement.setArray(++place, statement.getConnection().createArrayOf("text", flat));
            return this;
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

    static @Nullable Long numberIfAny(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    static Long[] numbers(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        return array == null ? new Long[0] : (Long[]) array.getArray();
    }

    static Map<String, String> pairs(ResultSet row, String column) throws SQLException {
        var pairs = new TreeMap<String, String>();
        var flat = (String[]) row.getArray(column).getArray();
        for (int i = 0; i < flat.length; i += 2) {
            pairs.put(flat[i], flat[i + 1]);
        }
        return pairs;
    }

    /** Runs a statement that must touch exactly this many rows; any other number is a broken ledger. */
    static void exactly(int expected, PreparedStatement statement) throws SQLException {
        int touched = statement.executeUpdate();
        if (touched != expected) {
            throw new LedgerBrokenException(
                    "A statement changed " + touched + " rows where " + expected + " were to change.");
        }
    }
}
