package dev.spike.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.ledger.Billable;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.ledger.postgres.PostgresCredits;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.UUID;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An error of the virtual machine in the middle of a decision, such as no more memory, leaves nothing of it behind. */
class ThrownErrorTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private static final String LATE = "UPDATE spike_credit_accounts";

    private final PostgresCredits credits =
            PostgresCredits.on(DATABASE.dataSource()).build();
    private final PostgresCredits failing =
            PostgresCredits.on(failingLate(DATABASE.dataSource())).build();
    private final Billable user = Billable.of("user", UUID.randomUUID().toString());
    private final Billable team = Billable.of("team", UUID.randomUUID().toString());

    @AfterEach
    void every_rule_holds() {
        assertThat(new LedgerVerifier(DATABASE.dataSource()).verify().findings())
                .isEmpty();
    }

    private static DataSource failingLate(DataSource dataSource) {
        return proxy(
                DataSource.class, (method, arguments) -> failingLate((Connection) call(method, dataSource, arguments)));
    }

    private static Connection failingLate(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("prepareStatement") && ((String) arguments[0]).contains(LATE)) {
                throw new OutOfMemoryError("for this test");
            }
            return call(method, connection, arguments);
        });
    }

    private interface Calls {
        Object call(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> calls.call(method, arguments)));
    }

    private static Object call(Method method, Object on, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void assertBreaksOff(ThrowingCallable request) {
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(request);
    }

    @Test
    void rows_that_were_written_before_it_are_rolled_back() {
        credits.of(user).add(100);

        assertBreaksOff(() -> failing.of(user).add(50));
        assertBreaksOff(() -> failing.of(user).remove(10));

        assertThat(credits.of(user).balance().available()).isEqualTo(100);
        assertThat(credits.of(user).transactions(null, 10).transactions()).hasSize(1);
    }

    @Test
    void a_spend_of_several_accounts_is_rolled_back_on_all() {
        credits.of(user).add(100);
        credits.of(team).add(100);

        assertBreaksOff(
                () -> failing.spendAll(SpendAllRequest.of(user, "credits", 10).and(team, "credits", 5)));

        assertThat(credits.of(user).transactions(null, 10).transactions()).hasSize(1);
        assertThat(credits.of(team).transactions(null, 10).transactions()).hasSize(1);
    }
}
