package dev.spike.benchmarks;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/** How large the tables and indexes of the connection's schema are; the months of a table count as one. */
final class GrowthStore {

    private final DataSource dataSource;

    GrowthStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    private static final String SIZES = """
            SELECT coalesce(p.inhparent, c.oid)::regclass::text AS relation, i.indexrelid IS NOT NULL AS is_index,
                sum(pg_table_size(c.oid)) AS bytes
            FROM pg_class c
            LEFT JOIN pg_inherits p ON p.inhrelid = c.oid
            LEFT JOIN pg_index i ON i.indexrelid = c.oid
            LEFT JOIN pg_class t ON t.oid = i.indrelid
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'i')
            GROUP BY 1, 2
            ORDER BY min(coalesce(t.relname, c.relname)), 2, 1
            """;

    /** In bytes, an index after its table. What was left behind by updates is free again first, and counts. */
    Map<Relation, Long> sizes() throws SQLException {
        var sizes = new LinkedHashMap<Relation, Long>();
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("VACUUM");
            try (var row = statement.executeQuery(SIZES)) {
                while (row.next()) {
                    sizes.put(
                            new Relation(row.getString("relation"), row.getBoolean("is_index")), row.getLong("bytes"));
                }
            }
        }
        return sizes;
    }

    /** A table or an index. */
    record Relation(String name, boolean isIndex) {}
}
