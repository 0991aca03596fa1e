package dev.spike.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which application user.credits() means. */
class InstallTest {

    private static final Billable USER = Billable.of("user", "42");

    private static TestDatabase database;

    @BeforeAll
    static void make() {
        database = Application.migratedDatabase();
    }

    @AfterAll
    static void remove() {
        database.close();
    }

    @Test
    void an_application_that_has_ended_is_meant_no_longer() {
        Contexts.on(database)
                .run(context -> assertThat(USER.credits().balance()).isNotNull());

        assertThatThrownBy(USER::credits)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No credits engine is installed");
    }

    @Configuration(proxyBeanMethods = false)
    static class Broken {

        @Bean
        String broken(Credits credits) {
            throw new IllegalStateException("broken on purpose");
        }
    }

    @Test
    void one_that_could_not_start_is_not_meant() {
        Contexts.on(database, Broken.class).run(context -> assertThat(context).hasFailed());

        assertThatThrownBy(USER::credits).hasMessageContaining("No credits engine is installed");
    }

    @Test
    void of_two_that_run_at_the_same_time_one_may_leave_it_to_the_other() {
        Contexts.on(database).run(first -> Contexts.on(database)
                .withPropertyValues("spike.install=false")
                .run(second -> {
                    assertThat(second).hasNotFailed().doesNotHaveBean(CreditsInstallation.class);
                    assertThat(USER.credits().balance()).isNotNull();
                    assertThat(second.getBean(Credits.class).of(USER).balance()).isNotNull();
                }));
    }

    @Test
    void two_that_run_at_the_same_time_are_told_apart_by_nobody() {
        Contexts.on(database).run(first -> {
            Contexts.on(database).run(second -> {
                assertThat(second).hasNotFailed();
                assertThatThrownBy(USER::credits)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("2 credits engines are installed");
                assertThat(second.getBean(Credits.class).of(USER).balance()).isNotNull();
            });
            assertThat(USER.credits().balance()).as("the other one has ended").isNotNull();
        });
    }
}
