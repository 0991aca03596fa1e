package dev.spike.ledger.postgres;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.LedgerBrokenException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
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

        Binder numbers(Collection<? extends @Nullable Long> values) throws SQLException {
            statement.setArray(++place, statement.getConnection().createArrayOf("bigint", values.toArray()));
            return this;
        }

        Binder texts(Collection<String> values) throws SQLException {
            statement.setArray(++place, statement.getConnection().createArrayOf("text", values.toArray()));
            return this;
        }

        Binder flags(Collection<Boolean> values) throws SQLException {
            statement.setArray(++place, statement.getConnection().createArrayOf("boolean", values.toArray()));
            return this;
        }

        Binder instants(Collection<Instant> values) throws SQLException {
            var utc =
                    values.stream().map(value -> value.atOffset(ZoneOffset.UTC)).toArray();
            statement.setArray(++place, statement.getConnection().createArrayOf("timestamptz", utc));
            return this;
        }

        Binder days(Collection<? extends @Nullable LocalDate> values) throws SQLException {
            statement.setArray(++place, statement.getConnection().createArrayOf("date", values.toArray()));
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

    /** The grants of the allocations; null for what is owed. */
    static List<@Nullable Long> grantNumbers(Collection<Allocation> allocations) {
        return numbersOf(allocations, Allocation::grant);
    }

    /** The number of each one's grant; null for what is owed. */
    static <T> List<@Nullable Long> numbersOf(Collection<T> parts, Function<T, @Nullable GrantId> grantOf) {
        var numbers = new ArrayList<@Nullable Long>();
        for (var part : parts) {
            var grant = grantOf.apply(part);
            numbers.add(grant == null ? null : grant.number());
        }
        return numbers;
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
