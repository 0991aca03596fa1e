package dev.spike.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.postgres.BillingSchema;
import dev.spike.billing.provider.Delivery;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.postgres.LedgerSchema;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator sees of the inbox, and how one is tried again. */
class InboxCommandTest {

    private static final String RECEIVED = """
            INSERT INTO spike_inbox (provider, event_id, type, body, received_at, state, attempts, unsettled_since, cause,
                next_attempt_at)
            VALUES ('local', ?, ?, ?, '2026-04-15T12:00:00Z', 'failed', 3, '2026-04-15T12:01:00Z', 'It was the weather.',
                '2026-04-15T12:08:00Z')
            """;

    private final TestDatabase database = FastPostgres.database("inbox", dataSource -> {
        LedgerSchema.migrate(dataSource, Instant.parse("2026-04-15T12:00:00Z"));
        BillingSchema.migrate(dataSource);
    });

    @AfterEach
    void close() {
        database.close();
    }

    private record Answer(int status, String out, String err) {}

    private Answer spike(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--database-url",
                database.url() + (database.url().contains("?") ? "&" : "?") + "password=" + database.password(),
                "--database-user",
                database.user()));
        var out = new StringWriter();
        var err = new StringWriter();
        int status = SpikeCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new Answer(status, out.toString(), err.toString());
    }

    private void failed(Delivery delivery) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.prepareStatement(RECEIVED)) {
            statement.setString(1, delivery.id());
            statement.setString(2, delivery.type());
            statement.setString(3, delivery.body());
            statement.executeUpdate();
        }
    }

    @Test
    void says_that_all_is_well() {
        assertThat(spike("inbox")).isEqualTo(new Answer(0, "Nothing failed, and nothing waits.\n", ""));
    }

    @Test
    void lists_what_failed_since_when_why_and_when_it_is_tried_next() throws SQLException {
        failed(new Delivery("evt_1", "refund.made", "{}"));

        assertThat(spike("inbox")).isEqualTo(new Answer(1, """
                1  failed since 2026-04-15T12:01:00Z, tried 3 times; next try 2026-04-15T12:08:00Z
                    refund.made evt_1 of local
                    It was the weather.
                """, ""));
        assertThat(spike("inbox", "--json").out()).contains("\"eventId\"", "evt_1", "It was the weather.");
    }

    private static final String PAID_AGAIN = """
            INSERT INTO spike_payments (provider, payment_id, billable_type, billable_id, what, source, money_minor, currency,
                paid_at, returned_minor)
            VALUES ('local', 'pay_2', 'user', '42', 'again', 'ord_1', 500, 'USD', now(), 200)
            """;

    @Test
    void lists_money_that_came_again_until_it_is_returned() throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(PAID_AGAIN);
        }

        assertThat(spike("inbox")).isEqualTo(new Answer(1, """
                Nothing failed, and nothing waits.
                Payment pay_2 over 5.00 USD came for ord_1 of user 42, which had been paid; 2.00 USD of it is returned, return \
                the rest
                """, ""));
        assertThat(spike("inbox", "--json").out()).contains("\"extraPayments\"", "pay_2");
    }

    @Test
    void tries_one_again_now() throws SQLException {
        failed(new Delivery("evt_1", "type.of.next.year", "{}"));

        assertThat(spike("inbox", "--retry", "1"))
                .isEqualTo(new Answer(0, "Delivery 1 is ignored.\nNothing failed, and nothing waits.\n", ""));
    }

    @Test
    void says_that_there_is_none_with_that_id() {
        var answer = spike("inbox", "--retry", "7");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("There is no delivery 7");
    }
}
