package dev.spike.billing.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database whose line is cut, once, at a moment of choice. */
final class CutLine {

    private static final String CONNECTION_LOST = "08006";

    /** Statements and commits are counted; the commit is cut after it took effect. */
    private final AtomicInteger left;

    private final DataSource dataSource;

    private CutLine(DataSource dataSource, int number) {
        this.dataSource = dataSource;
        this.left = new AtomicInteger(number);
    }

    static CutLine at(DataSource dataSource, int number) {
        return new CutLine(dataSource, number);
    }

    boolean wasCut() {
        return left.get() <= 0;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (self, method, arguments) -> {
            var answer = called(() -> method.invoke(dataSource, arguments));
            return answer instanceof Connection connection ? cut(connection) : answer;
        });
    }

    private Connection cut(Connection connection) {
        return proxy(Connection.class, (self, method, arguments) -> {
            boolean commits = method.getName().equals("commit");
            if (commits || method.getName().equals("prepareStatement")) {
                if (left.decrementAndGet() == 0) {
                    end(connection, commits);
                    throw new SQLException("The line was cut by the test.", CONNECTION_LOST);
                }
            }
            return called(() -> method.invoke(connection, arguments));
        });
    }

    /** What the server does when it misses its client: it forgets what was not committed, and hears no more. */
    private static void end(Connection connection, boolean commits) throws SQLException {
        if (commits) {
            connection.commit();
        } else {
            connection.rollback();
        }
        connection.unwrap(Connection.class).close();
    }

    @FunctionalInterface
    private interface Call {

        @Nullable
        Object now() throws Throwable;
    }

    private static @Nullable Object called(Call call) throws Throwable {
        try {
            return call.now();
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
    }
}
