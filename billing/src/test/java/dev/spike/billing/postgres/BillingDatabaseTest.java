package dev.spike.billing.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is begun ends whole or not at all. */
class BillingDatabaseTest {

    private final Shop shop = new Shop();

    @AfterEach
    void close() {
        shop.close();
    }

    /** A pool that takes connections back as some do: it turns auto-commit on again, and that commits. */
    private DataSource carelessPool() {
        return proxy(
                DataSource.class,
                (source, method, arguments) -> careless(shop.dataSource().getConnection()));
    }

    private static Connection careless(Connection connection) {
        return proxy(Connection.class, (self, method, arguments) -> {
            if (method.getName().equals("close")) {
                connection.setAutoCommit(true);
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
    }

    @Test
    void what_an_error_interrupts_leaves_nothing_behind_in_any_pool() {
        var database = new BillingDatabase(carelessPool(), new Publisher(List.of()));

        var thrown = catchThrowable(() -> database.inTransaction((connection, untold) -> {
            try (var statement = connection.prepareStatement("INSERT INTO seats VALUES ('one', 'somebody', 1)")) {
                statement.executeUpdate();
            }
            throw new OutOfMemoryError("There is no more memory, says the test.");
        }));

        assertThat(thrown).isInstanceOf(OutOfMemoryError.class);
        assertThat(shop.value("SELECT count(*) FROM seats")).isEqualTo("0");
    }
}
