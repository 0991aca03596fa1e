package dev.spike.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Counts the prepared statements that are run on the connections of a pool. Thread-safe. */
final class CountedStatements {

    private final AtomicLong run = new AtomicLong();

    /** How many were run so far. */
    long count() {
        return run.get();
    }

    /** The same pool, counted. */
    DataSource on(DataSource pool) {
        return proxy(DataSource.class, (method, arguments) -> {
            var answer = called(pool, method, arguments);
            return answer instanceof Connection connection ? on(connection) : answer;
        });
    }

    private Connection on(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            var answer = called(connection, method, arguments);
            return answer instanceof PreparedStatement statement ? on(statement) : answer;
        });
    }

    private PreparedStatement on(PreparedStatement statement) {
        return proxy(PreparedStatement.class, (method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                run.incrementAndGet();
            }
            return called(statement, method, arguments);
        });
    }

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
            throw Objects.requireNonNullElse(e.getCause(), e);
        }
    }
}
