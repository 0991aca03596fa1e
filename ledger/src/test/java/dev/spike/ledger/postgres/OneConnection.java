package dev.spike.ledger.postgres;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A pool of one connection that counts the statements run on it, of which several share one session's statistics. */
final class OneConnection implements DataSource, AutoCloseable {

    private final Connection real;
    private final Connection counted;
    private int statements;

    OneConnection(DataSource dataSource) throws SQLException {
        this.real = dataSource.getConnection();
        this.counted = proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("close")) {
                return null;
            }
            var answer = called(real, method, arguments);
            return answer instanceof PreparedStatement statement
                    ? proxy(PreparedStatement.class, (verb, values) -> {
                        if (verb.getName().startsWith("execute")) {
                            statements++;
                        }
                        return called(statement, verb, values);
                    })
                    : answer;
        });
    }

    /** How many statements the work runs. */
    int statements(Runnable work) {
        int before = statements;
        work.run();
        return statements - before;
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
            throw requireNonNull(e.getCause());
        }
    }

    @Override
    public Connection getConnection() {
        return counted;
    }

    @Override
    public Connection getConnection(String user, String password) {
        return counted;
    }

    @Override
    public void close() throws SQLException {
        real.close();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("This wraps nothing that " + type + " could be.");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
