package dev.spike.provider.local;

import dev.spike.billing.Money;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** How the provider's values look to JDBC. Instants travel as UTC whatever the zone of the session. */
final class Columns {

    /** PostgreSQL's state for a character that is none. */
    private static final String NOT_STORABLE = "22021";

    private Columns() {}

    /** Binds in the order of a statement's question marks. */
    static final class Binder {

        private final PreparedStatement statement;
        private int place;

        private Binder(PreparedStatement statement) {
            this.statement = statement;
        }

        Binder text(@Nullable String value) throws SQLException {
            statement.setString(++place, value == null ? null : storable(value));
            return this;
        }

        Binder number(long value) throws SQLException {
            statement.setLong(++place, value);
            return this;
        }

        Binder maybeNumber(@Nullable Long value) throws SQLException {
            statement.setObject(++place, value, Types.BIGINT);
            return this;
        }

        Binder truth(boolean value) throws SQLException {
            statement.setBoolean(++place, value);
            return this;
        }

        Binder instant(@Nullable Instant value) throws SQLException {
            var stored = value == null ? null : value.atOffset(ZoneOffset.UTC);
            statement.setObject(++place, stored, Types.TIMESTAMP_WITH_TIMEZONE);
            return this;
        }

        /** Two places: the minor units and the currency. */
        Binder money(Money value) throws SQLException {
            return number(value.minor()).text(value.currency().getCurrencyCode());
        }

        Binder texts(Collection<String> values) throws SQLException {
            for (var value : values) {
                storable(value);
            }
            statement.setArray(++place, statement.getConnection().createArrayOf("text", values.toArray()));
            return this;
        }

        Binder numbers(Collection<Long> values) throws SQLException {
            statement.setArray(++place, statement.getConnection().createArrayOf("bigint", values.toArray()));
            return this;
        }

        /** Runs a statement that must touch exactly one row; any other number is a broken book. */
        void one() throws SQLException {
            int touched = statement.executeUpdate();
            if (touched != 1) {
                throw new IllegalStateException("A statement of the local provider changed " + touched
                        + " rows where one was to change; its tables were altered by another hand.");
            }
        }
    }

    /** The driver would write a question mark for half a character, and so find another key than was asked for. */
    private static String storable(String value) throws SQLDataException {
        if (value.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new SQLDataException("A text has a NUL or half a character; leave them out.", NOT_STORABLE);
        }
        return value;
    }

    static Binder bind(PreparedStatement statement) {
        return new Binder(statement);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant maybeInstant(ResultSet row, String column) throws SQLException {
        var stored = row.getObject(column, OffsetDateTime.class);
        return stored == null ? null : stored.toInstant();
    }

    static Money money(ResultSet row, String minor) throws SQLException {
        return Money.of(row.getLong(minor), row.getString("currency"));
    }

    static String[] texts(ResultSet row, String column) throws SQLException {
        return (String[]) row.getArray(column).getArray();
    }

    static Long[] numbers(ResultSet row, String column) throws SQLException {
        return (Long[]) row.getArray(column).getArray();
    }
}
