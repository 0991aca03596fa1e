package dev.spike.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FastPostgresTest {

    @Test
    void prepares_a_template_once_and_copies_it() {
        AtomicInteger prepared = new AtomicInteger();

        try (TestDatabase first = FastPostgres.database("numbers", it -> numbers(it, prepared));
                TestDatabase second = FastPostgres.database("numbers", it -> numbers(it, prepared))) {

            assertThat(prepared).hasValue(1);
            assertThat(Sql.text(first.dataSource(), "SELECT sum(n) FROM numbers"))
                    .isEqualTo("6");
            assertThat(Sql.text(second.dataSource(), "SELECT sum(n) FROM numbers"))
                    .isEqualTo("6");
        }
    }

    @Test
    void keeps_two_databases_apart() {
        try (TestDatabase first = FastPostgres.database("apart", it -> Sql.run(it, "CREATE TABLE t (n int)"));
                TestDatabase second = FastPostgres.database("apart", it -> {})) {
            Sql.run(first.dataSource(), "INSERT INTO t VALUES (1)");

            assertThat(Sql.text(second.dataSource(), "SELECT count(*) FROM t")).isEqualTo("0");
        }
    }

    @Test
    void prepares_again_after_a_preparation_that_failed() {
        assertThatThrownBy(() -> FastPostgres.database("fails", it -> {
                    throw new IllegalArgumentException("broken migration");
                }))
                .hasMessage("broken migration");

        try (TestDatabase database = FastPostgres.database("fails", it -> Sql.run(it, "CREATE TABLE t (n int)"))) {
            assertThat(Sql.text(database.dataSource(), "SELECT count(*) FROM t"))
                    .isEqualTo("0");
        }
    }

    @Test
    void disconnects_what_a_preparation_left_connected() throws SQLException {
        List<Connection> left = new ArrayList<>();

        try (TestDatabase database = FastPostgres.database("left", it -> left.add(open(it)))) {
            assertThat(Sql.text(database.dataSource(), "SELECT 1")).isEqualTo("1");
        }

        assertThat(left.get(0).isValid(1)).isFalse();
    }

    @Test
    void removes_a_database_that_is_still_connected_to() throws SQLException {
        TestDatabase database = FastPostgres.database("plain", it -> {});

        try (Connection connection = database.dataSource().getConnection()) {
            database.close();

            assertThat(connection.isValid(1)).isFalse();
        }
        assertThatThrownBy(() -> database.dataSource().getConnection()).hasMessageContaining("does not exist");
    }

    @Test
    void gives_a_url_a_user_and_a_password_that_lead_to_the_database() throws SQLException {
        try (TestDatabase database = FastPostgres.database("plain", it -> {});
                Connection connection =
                        DriverManager.getConnection(database.url(), database.user(), database.password())) {

            assertThat(database.url()).endsWith("/" + connection.getCatalog());
            assertThat(database.url()).doesNotContain("password").doesNotContain(database.password());
        }
    }

    @Nested
    class A_test_s_role {

        @Test
        void is_not_a_superuser_and_owns_its_database() {
            try (TestDatabase database = FastPostgres.database("plain", it -> {})) {
                assertThat(Sql.text(database.dataSource(), "SHOW is_superuser")).isEqualTo("off");
                assertThat(
                                Sql.text(
                                        database.dataSource(),
                                        "SELECT pg_get_userbyid(datdba) = current_user FROM pg_database WHERE datname = current_database()"))
                        .isEqualTo("t");
            }
        }
    }

    private static void numbers(DataSource dataSource, AtomicInteger prepared) {
        prepared.incrementAndGet();
        Sql.run(dataSource, "CREATE TABLE numbers AS SELECT n FROM generate_series(1, 3) n");
    }

    private static Connection open(DataSource dataSource) {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
