package dev.spike.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.spike.ledger.Billable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All that the ledger has of a person, as one JSON document; PostgreSQL reads it back. */
class ExportTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private static String export(BusyPerson person, Billable billable) {
        var document = new StringBuilder();
        person.credits.export(billable, document::append);
        return document.toString();
    }

    private static List<String> rows(String sql, String... parameters) {
        try (var connection = DATABASE.dataSource().getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (var row = statement.executeQuery()) {
                var rows = new ArrayList<String>();
                while (row.next()) {
                    rows.add(row.getString(1));
                }
                return rows;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("This could not be read: " + sql, e);
        }
    }

    private static final String IN_DOCUMENT = """
            SELECT item::jsonb::text
            FROM jsonb_array_elements(?::jsonb -> ?) item
            ORDER BY 1
            """;

    @Test
    void it_has_every_row_of_the_person_and_no_other() {
        var person = new BusyPerson(DATABASE);

        var document = export(person, person.user);

        var ids = String.join(
                ",", rows("SELECT id FROM spike_credit_accounts WHERE billable_id = ?", person.user.billableId()));
        for (var table : tables()) {
            var column = table.equals("spike_credit_accounts") ? "id" : "account_id";
            var stored = rows(
                    "SELECT to_jsonb(t)::text FROM " + table + " t WHERE " + column + " IN (" + ids + ") ORDER BY 1");
            assertThat(rows(IN_DOCUMENT, document, table))
                    .as(table)
                    .isNotEmpty()
                    .isEqualTo(stored);
        }
        assertThat(person.texts()).allSatisfy(text -> assertThat(document).contains(text));
    }

    /** So that a table that is added is not forgotten here: all that know an account, but for single months of receipts. */
    private static List<String> tables() {
        return rows("""
                SELECT DISTINCT c.table_name
                FROM information_schema.columns c
                JOIN information_schema.tables t USING (table_schema, table_name)
                WHERE table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.table_name LIKE 'spike\\_credit\\_%'
                    AND (c.column_name = 'account_id' OR c.table_name = 'spike_credit_accounts')
                    AND c.table_name NOT LIKE 'spike\\_credit\\_receipts\\_%'
                ORDER BY 1
                """);
    }

    @Test
    void of_somebody_unknown_it_is_a_document_without_rows() {
        var person = new BusyPerson(DATABASE);

        var document = export(person, Billable.of("user", "nobody"));

        assertThat(rows(
                        "SELECT sum(jsonb_array_length(section.value))::text FROM jsonb_each(?::jsonb) section",
                        document))
                .containsExactly("0");
        assertThat(rows("SELECT jsonb_object_keys(?::jsonb) ORDER BY 1", document))
                .isEqualTo(tables());
    }

    @Test
    void in_a_hosts_transaction_it_has_what_the_host_has_not_committed() throws SQLException {
        var person = new BusyPerson(DATABASE);
        var document = new StringBuilder();

        try (var host = DATABASE.dataSource().getConnection()) {
            host.setAutoCommit(false);
            var joined = person.credits.joining(host);
            joined.of(person.user).add(12_345);
            joined.export(person.user, document::append);
            host.rollback();
        }

        assertThat(document).contains("12345");
        assertThat(export(person, person.user)).doesNotContain("12345");
    }

    @Test
    void what_the_receiver_throws_ends_it_and_is_passed_on() {
        var person = new BusyPerson(DATABASE);
        Consumer<String> full = piece -> {
            throw new IllegalStateException("The disk is full.");
        };

        assertThatIllegalStateException()
                .isThrownBy(() -> person.credits.export(person.user, full))
                .withMessage("The disk is full.");
        assertThat(person.credits.of(person.user).balance().owed()).isNotNegative();
    }
}
