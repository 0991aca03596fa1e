package dev.spike.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Interval;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.postgres.BillingSchema;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.provider.local.LocalSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of due work, and how it is tried again. */
class DueCommandTest {

    private static final Instant MARCH = Instant.parse("2025-03-01T00:00:00Z");
    private static final Instant APRIL = Instant.parse("2025-04-01T00:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    private Instant now = MARCH;

    private final TestDatabase database = FastPostgres.database("due", dataSource -> {
        LedgerSchema.migrate(dataSource, MARCH);
        LedgerSchema.migrate(dataSource);
        BillingSchema.migrate(dataSource);
        LocalSchema.migrate(dataSource);
    });

    private CornerShop shop() throws IOException {
        return CornerShop.open(database.dataSource(), () -> now, folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Answer spike(String... arguments) {
        return Answer.on(database, arguments);
    }

    private static void comped(CornerShop shop, String id) {
        var subscriber = shop.billing().of(Billable.of("customer", id)).subscriber();
        assertThat(subscriber.subscribeWithoutPayment("standard", Interval.MONTHLY))
                .isInstanceOf(SubscribeResult.Done.class);
    }

    private void terms(String id, String credits) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.prepareStatement("UPDATE spike_subscription_provides"
                        + " SET terms = jsonb_set(terms, '{credits}', to_jsonb(?::text)) WHERE billable_id = ?")) {
            statement.setString(1, credits);
            statement.setString(2, id);
            statement.executeUpdate();
        }
    }

    /** Two are given a plan in March; in April the terms of one cannot be read. */
    private CornerShop oneFailed() throws IOException, SQLException {
        var shop = shop();
        comped(shop, "ann");
        comped(shop, "bob");
        terms("bob", "many");
        now = APRIL;
        assertThat(shop.billing().runDue(APRIL, 100)).isEqualTo(2);
        return shop;
    }

    private static long available(CornerShop shop, String id) {
        return shop.credits().of(Billable.of("customer", id)).balance().available();
    }

    @Test
    void says_that_all_is_well() {
        assertThat(spike("due")).isEqualTo(new Answer(0, "Nothing is due.\nNothing failed.\n", ""));
    }

    @Test
    void shows_how_much_waits_since_when_and_what_failed_whose_why_and_when_it_is_tried_next()
            throws IOException, SQLException {
        oneFailed();

        var answer = spike("due");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).startsWith("""
                        2 due, the oldest since 2025-04-01T00:00:00Z.
                        customer bob  plan due since 2025-04-01T00:00:00Z, tried 1 times; next try 2025-04-01T00:01:00Z
                        """).contains("    ", "many");
        assertThat(spike("due", "--json").out())
                .contains("\"count\" : 2", "\"billableId\" : \"bob\"", "\"what\" : \"PLAN\"");
    }

    @Test
    void tries_one_now() throws IOException, SQLException {
        var shop = oneFailed();
        terms("bob", "30");

        var answer = spike(
                "due",
                "--retry",
                "customer",
                "bob",
                "--catalogue",
                shop.catalogue().toString());

        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .startsWith("Tried 1.\n1 due, the oldest since 2025-05-01T00:00:00Z; the next at ")
                .endsWith("Nothing failed.\n");
        assertThat(available(shop, "bob")).isEqualTo(30);
    }

    @Test
    void works_off_all_that_is_due() throws IOException, SQLException {
        var shop = oneFailed();

        var answer = spike("due", "--run", "--catalogue", shop.catalogue().toString());

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out())
                .startsWith("Tried 2.\nNothing is due; the next at ")
                .contains("customer bob", "tried 2 times");
        assertThat(available(shop, "ann")).isEqualTo(30);
    }

    @Test
    void wants_the_catalogue_of_a_database_that_it_does_not_know() {
        var answer = spike("due", "--run");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("name it with --catalogue");
    }
}
