package dev.spike.spring;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The application's {@code DataSource} that credits are kept in.
 *
 * @param dataSource what Spring's transactions on it are known by
 */
record SpikeDatabase(DataSource dataSource) {

    /** A proxy that joins transactions by itself would hand the host's connection to those who want one of their own. */
    static SpikeDatabase of(DataSource dataSource) {
        var target = dataSource;
        while (target instanceof TransactionAwareDataSourceProxy proxy && proxy.getTargetDataSource() != null) {
            target = proxy.getTargetDataSource();
        }
        return new SpikeDatabase(target);
    }

    /** What Spring keeps the connection of a transaction on this database in, for as long as this thread has not suspended it. */
    @Nullable
    ConnectionHolder holder() {
        return TransactionSynchronizationManager.getResource(dataSource) instanceof ConnectionHolder holder
                ? holder
                : null;
    }

    /** The connection of that transaction; where its time is limited, with what is left of it for every statement. */
    Connection timed(Connection connection, ConnectionHolder holder) {
        try {
            return holder.hasTimeout() ? new TransactionAwareDataSourceProxy(dataSource).getConnection() : connection;
        } catch (SQLException e) {
            throw new IllegalStateException("A proxy that takes no connection yet failed to make one.", e);
        }
    }

    /** The connection of the Spring transaction that this thread has open on this database, and that can still be committed. */
    Optional<Connection> inTransaction() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()
                || !TransactionSynchronizationManager.isActualTransactionActive()
                || holder() == null) {
            return Optional.empty();
        }
        var connection = DataSourceUtils.getConnection(dataSource);
        try {
            return connection.getAutoCommit() ? Optional.empty() : Optional.of(connection);
        } catch (SQLException e) {
            return Optional.of(connection); // broken; the verb says how
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
