package dev.spike.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.CheckoutResult;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.OrderId;
import dev.spike.billing.postgres.BillingSchema;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.provider.Delivery;
import dev.spike.billing.provider.RefundRequest;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.provider.local.LocalSchema;
import dev.spike.provider.local.TestCard;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of the inbox, and how one is tried again. */
class InboxCommandTest {

    private static final String RECEIVED = """
            INSERT INTO spike_inbox (provider, event_id, type, body, received_at, state, attempts, unsettled_since, cause,
                next_attempt_at)
            VALUES ('local', ?, ?, ?, '2026-04-15T12:00:00Z', 'failed', 3, '2026-04-15T12:01:00Z', 'It was the weather.',
                '2026-04-15T12:08:00Z')
            """;

    private final TestDatabase database = FastPostgres.database("inbox", dataSource -> {
        LedgerSchema.migrate(dataSource);
        BillingSchema.migrate(dataSource);
        LocalSchema.migrate(dataSource);
    });

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void close() {
        database.close();
    }

    private Answer spike(String... arguments) {
        return Answer.on(database, arguments);
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

    private CornerShop shop() throws IOException {
        return CornerShop.open(database.dataSource(), InstantSource.system(), folder);
    }

    @Test
    void tries_one_again_now() throws IOException, SQLException {
        failed(new Delivery("evt_1", "type.of.next.year", "{}"));

        assertThat(spike(
                        "inbox",
                        "--retry",
                        "1",
                        "--catalogue",
                        shop().catalogue().toString()))
                .isEqualTo(new Answer(0, "Delivery 1 is ignored.\nNothing failed, and nothing waits.\n", ""));
    }

    @Test
    void says_that_there_is_none_with_that_id() throws IOException {
        var answer =
                spike("inbox", "--retry", "7", "--catalogue", shop().catalogue().toString());

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("There is no delivery 7");
    }

    @Test
    void does_what_the_catalogue_says_of_what_was_spent() throws IOException, SQLException {
        var shop = shop();
        var ann = Billable.of("customer", "ann");
        var order = bought(shop, ann);
        shop.credits().of(ann).spend(60);
        var paid = (Order.Paid) shop.billing().of(ann).order(order).orElseThrow();
        var payment = Objects.requireNonNull(paid.payment()).id();
        shop.provider().refund(new RefundRequest("r1", payment, Money.parse("10.00 USD"), "asked"));
        shop.billing().catchUp(100);

        var answer = spike(
                "inbox",
                "--retry",
                number("refund.made"),
                "--catalogue",
                shop.catalogue().toString());

        assertThat(answer.out()).contains("is done.");
        assertThat(shop.credits().of(ann).balance().owed()).isEqualTo(60);
    }

    private static OrderId bought(CornerShop shop, Billable billable) {
        var buyer = shop.billing().of(billable);
        buyer.putInCart("pack", 1);
        var page = (CheckoutResult.Page) buyer.checkout(
                new Pages(URI.create("https://shop.example/thanks"), URI.create("https://shop.example/cart")));
        shop.provider().bank().pay(page.page(), TestCard.GOOD);
        shop.billing().catchUp(100);
        shop.billing().workInbox(Instant.now(), 100);
        return page.order().id();
    }

    private String number(String type) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.prepareStatement("SELECT number FROM spike_inbox WHERE type = ?")) {
            statement.setString(1, type);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    @Test
    void wants_the_catalogue_of_a_database_that_it_does_not_know() {
        var answer = spike("inbox", "--retry", "1");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("name it with --catalogue");
    }
}
