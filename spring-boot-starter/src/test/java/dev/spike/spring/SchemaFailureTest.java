package dev.spike.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.embedded.TestDatabase;
import java.net.ServerSocket;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A start that fails at the database says why in one sentence, and what to do. */
class SchemaFailureTest {

    private final TestDatabase database = Contexts.emptyDatabase();

    @AfterEach
    void remove() {
        database.close();
    }

    private ApplicationContextRunner impatient() {
        return Contexts.on(database)
                .withPropertyValues(
                        "spring.datasource.hikari.connection-timeout=500",
                        "spring.datasource.hikari.initialization-fail-timeout=-1");
    }

    private static FailureAnalysis analysis(AssertableApplicationContext context) {
        assertThat(context).hasFailed();
        return Objects.requireNonNull(
                new SchemaFailureAnalyzer().analyze(Objects.requireNonNull(context.getStartupFailure())));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void where_nobody_listens(boolean migrate) throws Exception {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        impatient()
                .withPropertyValues(
                        "spike.migrate=" + migrate,
                        "spring.datasource.url=jdbc:postgresql://127.0.0.1:" + free + "/shop")
                .run(context -> {
                    assertThat(analysis(context).getDescription()).contains("Connection to 127.0.0.1:" + free, "08001");
                    assertThat(analysis(context).getAction())
                            .isEqualTo("Start PostgreSQL, or correct spring.datasource.url.");
                });
    }

    @Test
    void with_another_password() {
        impatient().withPropertyValues("spring.datasource.password=guess").run(context -> {
            assertThat(analysis(context).getDescription())
                    .contains("SQLSTATE 28")
                    .doesNotContain("guess");
            assertThat(analysis(context).getAction())
                    .isEqualTo("Correct spring.datasource.username and spring.datasource.password.");
        });
    }

    @Test
    void without_a_database_of_that_name() {
        var nowhere = database.url().replaceFirst("/[^/?]+(\\?|$)", "/nowhere$1");

        impatient()
                .withPropertyValues("spring.datasource.url=" + nowhere)
                .run(context -> assertThat(analysis(context).getAction()).startsWith("Create the database"));
    }

    @Test
    void without_the_right_to_make_tables() {
        var elsewhere =
                database.url() + (database.url().contains("?") ? "&" : "?") + "currentSchema=information_schema";

        impatient().withPropertyValues("spring.datasource.url=" + elsewhere).run(context -> {
            assertThat(analysis(context).getDescription()).contains("SQLSTATE 42501");
            assertThat(analysis(context).getAction()).contains("spike.migrate=false");
        });
    }
}
