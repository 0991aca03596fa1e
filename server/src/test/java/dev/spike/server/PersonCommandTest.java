package dev.spike.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.postgres.BillingSchema;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.provider.local.LocalSchema;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What an operator does when a person asks what is known of them, or asks to be forgotten. */
class PersonCommandTest {

    private final TestDatabase database = FastPostgres.database("person", dataSource -> {
        LedgerSchema.migrate(dataSource);
        BillingSchema.migrate(dataSource);
        LocalSchema.migrate(dataSource);
    });
    private final TestDatabase ledgerOnly = FastPostgres.database("person_ledger", LedgerSchema::migrate);
    private final InputStream typing = System.in;

    @AfterEach
    void close() {
        System.setIn(typing);
        database.close();
        ledgerOnly.close();
    }

    private static void typed(String line) {
        System.setIn(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
    }

    private static void addTo(TestDatabase database) {
        PostgresCredits.on(database.dataSource())
                .build()
                .of(Billable.of("user", "42"))
                .add(AddRequest.of(7).withNotes("for Ada"));
    }

    private static boolean isKnown(TestDatabase database) {
        return Answer.on(database, "account", "user", "42").status() == 0;
    }

    @Test
    void exports_all_that_is_known_as_one_document() {
        addTo(database);

        var answer = Answer.on(database, "export", "user", "42");

        assertThat(answer.status()).isZero();
        assertThat(answer.err()).isEmpty();
        var document = JsonMapper.builder().build().readTree(answer.out());
        assertThat(document.at("/application/ledger/spike_credit_transactions/0/notes")
                        .stringValue())
                .isEqualTo("for Ada");
        assertThat(document.at("/application/billing/spike_orders").isArray()).isTrue();
        assertThat(document.at("/local_provider/spike_local_customers").isArray())
                .isTrue();
    }

    @Test
    void exports_and_forgets_where_only_the_ledger_is_used() {
        addTo(ledgerOnly);

        assertThat(Answer.on(ledgerOnly, "export", "user", "42").out()).contains("for Ada");
        assertThat(Answer.on(ledgerOnly, "forget", "user", "42", "--yes").status())
                .isZero();

        assertThat(isKnown(ledgerOnly)).isFalse();
    }

    @Test
    void forgets_when_the_id_is_typed_again() {
        addTo(database);
        typed("42\n");

        var answer = Answer.on(database, "forget", "user", "42");

        assertThat(answer.out()).contains("Type the id of the user").contains("Forgotten: 1 account, 3 rows.");
        assertThat(answer.status()).isZero();
        assertThat(isKnown(database)).isFalse();
    }

    @Test
    void forgets_nobody_when_another_id_is_typed_or_nobody_types() {
        addTo(database);
        typed("43\n");
        assertThat(Answer.on(database, "forget", "user", "42").status()).isEqualTo(1);
        typed("");
        var answer = Answer.on(database, "forget", "user", "42");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("say --yes");
        assertThat(isKnown(database)).isTrue();
    }

    @Test
    void says_that_nothing_was_known_and_that_is_well() {
        assertThat(Answer.on(database, "forget", "user", "42", "--yes"))
                .isEqualTo(new Answer(0, "Nothing was known of this owner.\n", ""));
    }
}
