package dev.spike.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tables are made beside those of the application, in whichever way that makes its own. */
class SchemaTest {

    private static final Billable USER = Billable.of("user", "42");

    private final TestDatabase database = Contexts.emptyDatabase();

    @AfterEach
    void remove() {
        database.close();
    }

    private ApplicationContextRunner withFlyway() {
        return Contexts.on(database)
                .withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withPropertyValues("spring.flyway.locations=classpath:host");
    }

    private static int rows(JdbcTemplate jdbc, String table) {
        Integer rows = jdbc.queryForObject("SELECT count(*) FROM " + table, Integer.class);
        return rows == null ? -1 : rows;
    }

    @Test
    void the_application_s_own_flyway_runs_on_an_empty_schema_and_so_do_ours() {
        withFlyway().run(context -> {
            assertThat(context).hasNotFailed();
            var jdbc = context.getBean(JdbcTemplate.class);
            assertThat(rows(jdbc, "flyway_schema_history")).isEqualTo(1);
            assertThat(rows(jdbc, "customers")).isZero();
            assertThat(rows(jdbc, "spike_ledger_history")).isPositive();
            USER.credits().add(1);
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Early {

        @Bean
        Long balanceAtTheStart(Credits credits) {
            return credits.of(USER).balance().available();
        }
    }

    @Test
    void the_application_s_own_flyway_runs_first_also_where_credits_are_used_early() {
        withFlyway().withUserConfiguration(Early.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(Long.class)).isZero();
            assertThat(rows(context.getBean(JdbcTemplate.class), "flyway_schema_history"))
                    .isEqualTo(1);
        });
    }

    @Test
    void a_second_start_changes_nothing() {
        withFlyway().run(context -> USER.credits().add(1));

        withFlyway().run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(USER.credits().balance().available()).isEqualTo(1);
            assertThat(rows(context.getBean(JdbcTemplate.class), "flyway_schema_history"))
                    .isEqualTo(1);
        });
    }

    @Test
    void tables_that_are_there_already_stay_as_they_are() {
        new JdbcTemplate(database.dataSource())
                .execute("CREATE TABLE customers (id text); INSERT INTO customers VALUES ('a')");

        Contexts.on(database).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(rows(context.getBean(JdbcTemplate.class), "customers")).isEqualTo(1);
            USER.credits().add(1);
        });
    }

    @Test
    void without_migrations_the_tables_must_be_there() {
        Contexts.on(database).withPropertyValues("spike.migrate=false").run(context -> assertThat(context)
                .hasFailed()
                .getFailure()
                .rootCause()
                .isInstanceOf(SpikeConfigurationException.class)
                .hasMessageContaining("spike.migrate: 'false', and the tables cannot be used")
                .hasMessageContaining("SQLSTATE 42P01")
                .hasMessageContaining("run the SQL files of dev/spike/ledger/postgres/migrations"));
    }

    @Test
    void without_migrations_those_of_the_local_provider_must_be_there_too() {
        Contexts.on(database).run(context -> assertThat(context).hasNotFailed());

        Contexts.on(database)
                .withPropertyValues("spike.migrate=false", "spike.provider=local")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(SpikeConfigurationException.class)
                        .hasMessageContaining("dev/spike/provider/local/migrations"));
    }

    @Test
    void without_migrations_tables_that_are_there_are_used() {
        Contexts.on(database).run(context -> assertThat(context).hasNotFailed());

        Contexts.on(database).withPropertyValues("spike.migrate=false").run(context -> {
            assertThat(context).hasNotFailed();
            context.getBean(Credits.class).of(USER).add(1);
            assertThat(context.getBean(Billing.class).of(USER).cart().lines()).isEmpty();
        });
    }

    @Test
    void without_a_data_source_the_start_says_what_to_set() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(SpikeAutoConfiguration.class, LocalProviderAutoConfiguration.class))
                .withPropertyValues("spike.zone=here")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(SpikeConfigurationException.class)
                        .hasMessageContaining("has 2 mistakes")
                        .hasMessageContaining("spike.data-source: there is no DataSource bean to keep credits in; set"
                                + " spring.datasource.url, spring.datasource.username and spring.datasource.password"));
    }
}
