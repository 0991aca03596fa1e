package dev.spike.spring.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Credits;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What takes part in which application, and what gives way. */
class OperationsConditionsTest {

    private static final TestDatabase DATABASE = HandMade.database();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    static final AutoConfigurations ALL = AutoConfigurations.of(
            DueWorkAutoConfiguration.class,
            BacklogAutoConfiguration.class,
            SpikeHealthAutoConfiguration.class,
            SpikeInfoAutoConfiguration.class,
            SpikeEndpointAutoConfiguration.class,
            SpikeMetricsAutoConfiguration.class,
            SpikeObservationAutoConfiguration.class);

    private static ApplicationContextRunner application() {
        return HandMade.runner(DATABASE)
                .withConfiguration(ALL)
                .withPropertyValues("management.endpoints.web.exposure.include=spike");
    }

    @Test
    void an_application_without_billing_has_nothing_of_it() {
        new ApplicationContextRunner()
                .withConfiguration(ALL)
                .withPropertyValues("spike.due.enabled=true")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(DueWork.class)
                        .doesNotHaveBean(DueSchedule.class)
                        .doesNotHaveBean(SpikeHealthIndicator.class)
                        .doesNotHaveBean(SpikeEndpoint.class));
    }

    @Test
    void due_work_is_a_bean_and_on_no_schedule_unless_asked_for() {
        application().run(context -> assertThat(context)
                .hasNotFailed()
                .hasSingleBean(DueWork.class)
                .doesNotHaveBean(DueSchedule.class));
        application().withPropertyValues("spike.due.enabled=false").run(context -> assertThat(context)
                .doesNotHaveBean(DueSchedule.class));
        application().withPropertyValues("spike.due.enabled=true").run(context -> assertThat(
                        context.getBean(DueSchedule.class).isRunning())
                .isTrue());
    }

    @Test
    void health_info_and_the_endpoint_take_part_where_the_application_has_the_actuator() {
        application().run(context -> assertThat(context)
                .hasSingleBean(SpikeHealthIndicator.class)
                .hasSingleBean(SpikeInfoContributor.class)
                .hasSingleBean(SpikeEndpoint.class)
                .hasSingleBean(SpikeEndpointWebExtension.class));
    }

    @Test
    void an_application_without_actuator_and_micrometer_starts_without_them() {
        HandMade.runner(DATABASE)
                .withUserConfiguration(Imported.class)
                .withClassLoader(new FilteredClassLoader(
                        "org.springframework.boot.actuate", "org.springframework.boot.health", "io.micrometer"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(DueWork.class)
                        .doesNotHaveBean("spikeHealthIndicator")
                        .doesNotHaveBean("spikeInfoContributor")
                        .doesNotHaveBean("spikeEndpoint")
                        .doesNotHaveBean("spikeMeters")
                        .doesNotHaveBean("spikeObservingCredits"));
    }

    @Test
    void health_without_the_actuator_is_enough_for_health() {
        application()
                .withClassLoader(new FilteredClassLoader(Endpoint.class, InfoContributor.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(SpikeHealthIndicator.class)
                        .doesNotHaveBean("spikeInfoContributor")
                        .doesNotHaveBean("spikeEndpoint"));
    }

    @Test
    void each_is_turned_off_as_boots_own_are() {
        application()
                .withPropertyValues(
                        "management.health.spike.enabled=false",
                        "management.info.spike.enabled=false",
                        "management.endpoint.spike.access=NONE")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(SpikeHealthIndicator.class)
                        .doesNotHaveBean(SpikeInfoContributor.class)
                        .doesNotHaveBean(SpikeEndpoint.class)
                        .doesNotHaveBean(SpikeEndpointWebExtension.class));
    }

    @Test
    void an_endpoint_that_is_not_exposed_is_not_made() {
        HandMade.runner(DATABASE)
                .withConfiguration(ALL)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(SpikeEndpoint.class));
    }

    @Test
    void without_a_registry_there_are_no_meters_and_nothing_is_wrapped() {
        application().run(context -> {
            assertThat(context)
                    .doesNotHaveBean(Meters.class)
                    .doesNotHaveBean(MovedCredits.class)
                    .doesNotHaveBean(ObservingCredits.class)
                    .doesNotHaveBean(MeterRegistry.class)
                    .doesNotHaveBean(ObservationRegistry.class);
            assertThat(context.getBean(Credits.class)).isNotInstanceOf(ObservedCredits.class);
        });
    }

    @Test
    void the_applications_own_health_indicator_stands_before_ours() {
        application().withUserConfiguration(OwnHealth.class).run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(SpikeHealthIndicator.class)
                .hasSingleBean(HealthIndicator.class));
    }

    @Test
    void a_setting_that_cannot_be_is_told_with_its_key() {
        application().withPropertyValues("spike.due.limit=0").run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining("the limit 0 of a round is not within 1 to 1000"));
        application().withPropertyValues("spike.health.keep=6m").run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining("keep is PT6M; it must be at most PT5M"));
        application().withPropertyValues("spike.health.late-after=-1s").run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining("late-after is PT-1S; it must not be negative"));
    }

    /** Read as an application reads them, which does not load what stands on classes that it does not have. */
    @ImportAutoConfiguration({
        DueWorkAutoConfiguration.class,
        BacklogAutoConfiguration.class,
        SpikeHealthAutoConfiguration.class,
        SpikeInfoAutoConfiguration.class,
        SpikeEndpointAutoConfiguration.class,
        SpikeMetricsAutoConfiguration.class,
        SpikeObservationAutoConfiguration.class
    })
    static class Imported {}

    @Configuration(proxyBeanMethods = false)
    static class OwnHealth {

        @Bean
        HealthIndicator spikeHealthIndicator() {
            return () -> Health.up().build();
        }
    }
}
