package dev.spike.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/** The months of the receipts: made ahead, so that old ones go whole. */
final class ReceiptPartitionStore {

    /** A node that was not restarted, or a sweeper that stood still, for two months does no harm. */
    private static final int MONTHS_AHEAD = 2;

    private final DataSource dataSource;

    ReceiptPartitionStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void prepare(Instant now) {
        var month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        try (var connection = dataSource.getConnection()) {
            for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
                call(connection, MAKE, month.plusMonths(ahead));
            }
        } catch (SQLException e) {
            throw Faults.unavailable(e);
        }
    }

    /** Drops the months that ended before the instant. */
    void drop(Instant before) {
        try (var connection = dataSource.getConnection()) {
            call(connection, DROP, YearMonth.from(before.atOffset(ZoneOffset.UTC)));
        } catch (SQLException e) {
            throw Faults.unavailable(e);
        }
    }

    private static final String MAKE = "SELECT spike_prepare_receipts(?)";
    private static final String DROP = "SELECT spike_drop_receipts(?)";

    private static void call(Connection connection, String function, YearMonth month) throws SQLException {
        try (var statement = connection.prepareStatement(function)) {
            Columns.bind(statement).object(month.atDay(1));
            statement.execute();
        }
    }
}
