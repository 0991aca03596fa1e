package dev.spike.provider.local;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database whose line is cut at a moment of choice. */
final class CutLine {

    private static final String CONNECTION_LOST = "08006";

    private CutLine() {}

    /** What is committed is committed, and nobody here hears of it. */
    static DataSource afterCommit(DataSource dataSource) {
        return meddled(dataSource, (connection, method) -> {
            if (method.getName().equals("commit")) {
                connection.commit();
                throw lost();
            }
        });
    }

    /** The connection dies before the statement of that number is prepared, or before the commit if there are fewer. */
    static DataSource beforeStatement(DataSource dataSource, int number) {
        var seen = new AtomicInteger();
        return meddled(dataSource, (connection, method) -> {
            boolean counts = method.getName().equals("prepareStatement")
                    || method.getName().equals("commit");
            if (counts && seen.incrementAndGet() == number) {
                connection.rollback(); // as the server does when it misses its client
                throw lost();
            }
        });
    }

    /** The process fails before the statement of that number is prepared, and its connection lives. */
    static DataSource failingBeforeStatement(DataSource dataSource, int number) {
        var seen = new AtomicInteger();
        return meddled(dataSource, (connection, method) -> {
            if (method.getName().equals("prepareStatement") && seen.incrementAndGet() == number) {
                throw new OutOfMemoryError("There is no more memory, says the test.");
            }
        });
    }

    private static SQLException lost() {
        return new SQLException("The line was cut by the test.", CONNECTION_LOST);
    }

    @FunctionalInterface
    private interface Meddling {

        void before(Connection connection, Method method) throws SQLException;
    }

    private static DataSource meddled(DataSource dataSource, Meddling meddling) {
        return proxy(DataSource.class, (method, arguments) -> {
            var answer = called(dataSource, method, arguments);
            return answer instanceof Connection connection
                    ? proxy(Connection.class, (verb, values) -> {
                        meddling.before(connection, verb);
                        return called(connection, verb, values);
                    })
                    : answer;
        });
    }

    @FunctionalInterface
    private interface Call {

        @Nullable
        Object on(Method method, Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> call.on(method, arguments)));
    }

    private static @Nullable Object called(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
