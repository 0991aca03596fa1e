package dev.spike.spring.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.spike.billing.Billing;
import dev.spike.embedded.TestDatabase;
import dev.spike.provider.local.LocalProvider;
import dev.spike.testkit.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Down means that no credits can be spent; a warning takes no node out of service. */
class HealthTest {

    private final TestDatabase database = HandMade.database();

    @AfterEach
    void close() {
        database.close();
    }

    private ApplicationContextRunner application() {
        return HandMade.runner(database)
                .withConfiguration(OperationsConditionsTest.ALL)
                .withConfiguration(AutoConfigurations.of(
                        HealthContributorRegistryAutoConfiguration.class,
                        HealthContributorAutoConfiguration.class,
                        HealthEndpointAutoConfiguration.class))
                .withPropertyValues("spike.health.keep=0s", "management.endpoint.health.show-details=always");
    }

    private static Health health(ApplicationContext context) {
        return context.getBean(SpikeHealthIndicator.class).health();
    }

    private static void later(ApplicationContext context, Duration duration) {
        context.getBean(SettableClock.class).advance(duration);
    }

    @Test
    void all_is_well_where_nothing_waits() {
        application().run(context -> {
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            assertThat(health(context).getDetails())
                    .containsEntry("webhooks-unsettled", 0L)
                    .containsEntry("due", 0L)
                    .doesNotContainKey("warnings");
        });
    }

    @Test
    void what_is_due_is_no_warning_until_it_is_late() {
        application().run(context -> {
            var user = HandMade.anybody();
            var billing = context.getBean(Billing.class);
            HandMade.subscribe(billing, context.getBean(LocalProvider.class), user);
            context.getBean(DueWork.class).run();
            HandMade.run(
                    database.dataSource(),
                    "UPDATE spike_due SET due_at = '2026-04-15T12:00:00Z',"
                            + " next_attempt_at = '2026-04-15T12:00:00Z'");

            later(context, Duration.ofMinutes(15));
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            assertThat(health(context).getDetails()).containsEntry("due", 1L).containsEntry("due-for", "PT15M");
            later(context, Duration.ofSeconds(1));

            assertThat(health(context).getStatus()).isEqualTo(SpikeHealthIndicator.WARNING);
            assertThat(health(context).getDetails())
                    .extractingByKey("warnings")
                    .isEqualTo(List.of("what is due with plans is not done (1); is due work done, on any node?"));
        });
    }

    @Test
    void a_webhook_that_fails_for_long_is_a_warning_that_names_nobody() {
        HandMade.failedDelivery(database.dataSource(), "evt_1");
        application().run(context -> {
            var health = health(context);

            assertThat(health.getStatus()).isEqualTo(SpikeHealthIndicator.WARNING);
            assertThat(health.getDetails())
                    .containsEntry("webhooks-unsettled", 1L)
                    .containsEntry("webhooks-unsettled-for", "PT1H30M");
            assertThat(health.toString()).doesNotContain("42").doesNotContain("evt_1");
        });
    }

    @Test
    void how_long_it_may_fail_is_a_setting() {
        HandMade.failedDelivery(database.dataSource(), "evt_1");
        application()
                .withPropertyValues("spike.health.failing-after=2h")
                .run(context -> assertThat(health(context).getStatus()).isEqualTo(Status.UP));
    }

    @Test
    void a_warning_leaves_the_application_up() {
        HandMade.failedDelivery(database.dataSource(), "evt_1");
        application().run(context -> {
            var all = context.getBean(HealthEndpoint.class).health();

            assertThat(all.getStatus()).isEqualTo(Status.UP);
            assertThat(context.getBean(HealthEndpoint.class).healthForPath("spike"))
                    .extracting(ours -> ours.getStatus().getCode())
                    .isEqualTo("WARNING");
        });
    }

    @Test
    void tables_that_cannot_be_read_are_down() {
        HandMade.run(database.dataSource(), "DROP TABLE spike_due");
        application().run(context -> {
            assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
            assertThat(context.getBean(HealthEndpoint.class).health().getStatus())
                    .isEqualTo(Status.DOWN);
        });
    }

    @Test
    void what_was_read_is_kept_for_a_few_seconds_and_a_failure_too() {
        application().run(context -> {
            var nanos = new AtomicLong();
            var recent = new RecentBacklog(
                    context.getBean(Billing.class), () -> HandMade.START, Duration.ofSeconds(5), nanos::get);
            assertThat(recent.get().unsettled().count()).isZero();
            HandMade.failedDelivery(database.dataSource(), "evt_1");

            nanos.addAndGet(Duration.ofSeconds(5).toNanos() - 1);
            assertThat(recent.get().unsettled().count()).isZero();
            nanos.incrementAndGet();
            assertThat(recent.get().unsettled().count()).isEqualTo(1);

            HandMade.run(database.dataSource(), "ALTER TABLE spike_due RENAME TO spike_gone");
            nanos.addAndGet(Duration.ofSeconds(5).toNanos());
            assertThat(catchThrowable(recent::get)).isNotNull();
            HandMade.run(database.dataSource(), "ALTER TABLE spike_gone RENAME TO spike_due");
            assertThat(catchThrowable(recent::get)).isNotNull();
            nanos.addAndGet(Duration.ofSeconds(5).toNanos());
            assertThat(recent.get().unsettled().count()).isEqualTo(1);
        });
    }
}
