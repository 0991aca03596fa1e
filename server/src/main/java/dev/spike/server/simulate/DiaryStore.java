package dev.spike.server.simulate;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * {@code simulation_looks}, what quiet customers had between two of their months, and {@code simulation_visits}, who came and
 * what stopped them. Tables of the simulation's own.
 */
final class DiaryStore {

    private final DataSource dataSource;

    DiaryStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    private static final String MAKE_LOOKS = """
            CREATE TABLE simulation_looks (
                billable_id text        NOT NULL,
                at          timestamptz NOT NULL,
                available   bigint      NOT NULL
            )
            """;

    private static final String MAKE_VISITS = """
            CREATE TABLE simulation_visits (
                billable_id text        NOT NULL,
                at          timestamptz NOT NULL,
                fault       text -- none where all went as it should
            )
            """;

    void make() {
        try (var connection = dataSource.getConnection();
                var looks = connection.prepareStatement(MAKE_LOOKS);
                var visits = connection.prepareStatement(MAKE_VISITS)) {
            looks.execute();
            visits.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("The diary of the simulation could not be made.", e);
        }
    }

    /** Cancelled ones end with their period; in their first, nothing was there before. */
    private static final String RENEWING = """
            SELECT c.billable_id
            FROM spike_local_subscriptions s
            JOIN spike_local_customers c ON c.id = s.customer_id
            WHERE s.state IN ('active', 'past_due') AND s.number > 0 AND s.period_start > ?
                AND c.billable_id LIKE 'quiet-%'
            """;

    /** Whose period has followed another since the instant. */
    List<String> renewing(Instant since) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(RENEWING)) {
            statement.setObject(1, since.atOffset(ZoneOffset.UTC));
            try (var row = statement.executeQuery()) {
                var ids = new ArrayList<String>();
                while (row.next()) {
                    ids.add(row.getString("billable_id"));
                }
                return ids;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Who is quiet could not be read.", e);
        }
    }

    private static final String LOOKED = """
            INSERT INTO simulation_looks (billable_id, at, available)
            VALUES (?, ?, ?)
            """;

    void looked(String id, Instant at, long available) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(LOOKED)) {
            statement.setString(1, id);
            statement.setObject(2, at.atOffset(ZoneOffset.UTC));
            statement.setLong(3, available);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("What was seen could not be written down.", e);
        }
    }

    private static final String VISITED = """
            INSERT INTO simulation_visits (billable_id, at, fault)
            VALUES (?, ?, ?)
            """;

    /** @param fault what stopped the customer; none where all went as it should */
    record Visited(String id, Instant at, @Nullable String fault) {}

    void visited(Collection<Visited> visits) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(VISITED)) {
            for (var visit : visits) {
                statement.setString(1, visit.id());
                statement.setObject(2, visit.at().atOffset(ZoneOffset.UTC));
                statement.setString(3, visit.fault());
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("Who came could not be written down.", e);
        }
    }
}
