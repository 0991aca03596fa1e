package dev.spike.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Test databases on a server that somebody else runs, as named by a URL. */
class TemplateDatabasesTest {

    @Test
    void makes_databases_on_a_server_named_by_its_url_and_leaves_none_behind() {
        try (TestDatabase lent = FastPostgres.database("lent", it -> {})) {
            Address named = Address.of(
                    "%s?user=%s&password=%s&connectTimeout=7".formatted(lent.url(), lent.user(), lent.password()));
            TemplateDatabases databases = new TemplateDatabases(named);

            try (TestDatabase own = databases.copyOf("own", it -> Sql.run(it, "CREATE TABLE t (n int)"))) {
                assertThat(own.url()).endsWith("?connectTimeout=7");
                assertThat(Sql.text(own.dataSource(), "SELECT count(*) FROM t")).isEqualTo("0");
                assertThat(databasesOf(databases, lent)).isEqualTo("2");
            }

            databases.dropTemplates();
            assertThat(databasesOf(databases, lent)).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://127.0.0.1:5432/a?user=me&password=secret, jdbc:postgresql://127.0.0.1:5432/b",
        "jdbc:postgresql://127.0.0.1/a?ssl=false&user=me&password=secret, jdbc:postgresql://127.0.0.1/b?ssl=false"
    })
    void keeps_the_rest_of_the_url_for_another_database_and_no_password(String url, String expected) {
        Address other = Address.of(url).withDatabase("b");

        assertThat(other).isEqualTo(new Address(expected, "b", "me", "secret"));
        assertThat(other.toString()).isEqualTo(expected + " as me");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1/a?password=secret",
                "jdbc:postgresql://127.0.0.1/a?user=me",
                "jdbc:postgresql://127.0.0.1/?user=me&password=secret",
                "jdbc:mysql://127.0.0.1/a?user=me&password=secret"
            })
    void refuses_a_url_that_does_not_say_all_and_does_not_repeat_it(String url) {
        assertThatThrownBy(() -> Address.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The database URL must name a host, a database, a user and a password")
                .hasMessageNotContaining(url);
    }

    private static String databasesOf(TemplateDatabases databases, TestDatabase server) {
        return Sql.text(
                server.dataSource(),
                "SELECT count(*) FROM pg_database WHERE datname LIKE 'spike_%\\_" + databases.mark() + "\\_%'");
    }
}
