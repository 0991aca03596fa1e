package dev.spike.testkit.cache;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections on which something happens at the wrong moment. */
final class TroubledDataSource {

    private static final String CONNECTION_LOST = "08006";

    private final AtomicReference<@Nullable Runnable> whenRead = new AtomicReference<>();
    private final AtomicReference<@Nullable Runnable> whenExecuted = new AtomicReference<>();
    private volatile boolean losesAnswers;

    /** Runs this once, when a connection goes back next: its answer has come, and nobody has looked at it yet. */
    void whenNextRead(Runnable work) {
        whenRead.set(work);
    }

    /** Runs this once, when the next statement has been executed: others may follow on its connection. */
    void whenNextExecuted(Runnable work) {
        whenExecuted.set(work);
    }

    /** From now on statements run and commits arrive, and the connection is lost before their answer. */
    void losesAnswers(boolean losesAnswers) {
        this.losesAnswers = losesAnswers;
    }

    DataSource on(DataSource dataSource) {
        return proxy(
                DataSource.class,
                (method, arguments) -> troubled((Connection) requireNonNull(call(method, dataSource, arguments))));
    }

    private Connection troubled(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("close")) {
                runOnce(whenRead);
            }
            var answer = call(method, connection, arguments);
            lose(method.getName().equals("commit"));
            return answer instanceof PreparedStatement statement ? troubled(statement) : answer;
        });
    }

    private PreparedStatement troubled(PreparedStatement statement) {
        return proxy(PreparedStatement.class, (method, arguments) -> {
            var answer = call(method, statement, arguments);
            if (method.getName().startsWith("execute")) {
                runOnce(whenExecuted);
                lose(true);
            }
            return answer;
        });
    }

    private static void runOnce(AtomicReference<@Nullable Runnable> waiting) {
        var work = waiting.getAndSet(null);
        if (work != null) {
            work.run();
        }
    }

    private void lose(boolean answer) throws SQLException {
        if (answer && losesAnswers) {
            throw new SQLException("The answer was lost, for this test.", CONNECTION_LOST);
        }
    }

    private interface Calls {

        @Nullable
        Object call(Method method, Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> calls.call(method, arguments)));
    }

    private static @Nullable Object call(Method method, Object on, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw requireNonNull(e.getCause());
        }
    }
}
