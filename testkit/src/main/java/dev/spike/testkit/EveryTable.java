package dev.spike.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * All that a database's schema holds, whoever made the tables: to prove that a text is nowhere in it, such as the id of somebody
 * who was forgotten. Tables that are added later are searched too. Reads everything; meant for tests. Thread-safe.
 */
public final class EveryTable {

    private final DataSource dataSource;

    private EveryTable(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The tables of the schema that the data source's connections begin in. */
    public static EveryTable of(DataSource dataSource) {
        return new EveryTable(dataSource);
    }

    private static final String TABLES = """
            SELECT table_name
            FROM information_schema.tables
            WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
            ORDER BY table_name
            """;

    /** Their names, partitions among them. */
    public List<String> names() {
        try (var connection = dataSource.getConnection()) {
            return texts(connection, TABLES);
        } catch (SQLException e) {
            throw new IllegalStateException("The tables could not be listed: " + e.getMessage(), e);
        }
    }

    /** Every row that has one of the texts in any column, as {@code TABLE: ROW}; in whatever case it is written. */
    public List<String> mentioning(Collection<String> texts) {
        try (var connection = dataSource.getConnection()) {
            var mentions = new ArrayList<String>();
            for (var table : texts(connection, TABLES)) {
                var name = "\"" + table.replace("\"", "\"\"") + "\"";
                for (var row : texts(connection, "SELECT t::text FROM " + name + " t")) {
                    if (texts.stream().anyMatch(text -> contains(row, text))) {
                        mentions.add(table + ": " + row);
                    }
                }
            }
            return mentions;
        } catch (SQLException e) {
            throw new IllegalStateException("The tables could not be searched: " + e.getMessage(), e);
        }
    }

    /** {@link #mentioning(Collection)} */
    public List<String> mentioning(String... texts) {
        return mentioning(List.of(texts));
    }

    private static boolean contains(String row, String text) {
        return row.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (row.next()) {
                values.add(String.valueOf(row.getString(1)));
            }
            return values;
        }
    }
}
