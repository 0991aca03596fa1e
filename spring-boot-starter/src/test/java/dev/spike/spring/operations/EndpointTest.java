package dev.spike.spring.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.billing.provider.RawWebhook;
import dev.spike.embedded.TestDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.InfoEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.actuate.info.InfoEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The endpoint over HTTP: numbers for everybody who may ask, names only where configuration says so. */
class EndpointTest {

    private static final TestDatabase DATABASE = HandMade.database();

    @BeforeAll
    static void fail() {
        HandMade.failedDelivery(DATABASE.dataSource(), "evt_1");
        HandMade.failedDelivery(DATABASE.dataSource(), "evt_2");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private static WebApplicationContextRunner application() {
        return new WebApplicationContextRunner()
                .withUserConfiguration(HandMade.class)
                .withPropertyValues(HandMade.on(DATABASE))
                .withConfiguration(OperationsConditionsTest.ALL)
                .withConfiguration(AutoConfigurations.of(
                        DispatcherServletAutoConfiguration.class,
                        WebMvcAutoConfiguration.class,
                        JacksonAutoConfiguration.class,
                        HttpMessageConvertersAutoConfiguration.class,
                        EndpointAutoConfiguration.class,
                        JacksonEndpointAutoConfiguration.class,
                        WebEndpointAutoConfiguration.class,
                        ServletManagementContextAutoConfiguration.class,
                        ManagementContextAutoConfiguration.class,
                        InfoContributorAutoConfiguration.class,
                        InfoEndpointAutoConfiguration.class))
                .withPropertyValues("management.endpoints.web.exposure.include=spike,info", "spike.health.keep=0s");
    }

    private static MockMvcTester http(AssertableWebApplicationContext context) {
        assertThat(context).hasNotFailed();
        return MockMvcTester.from(context);
    }

    @Test
    void tells_how_much_waits_and_how_much_failed_and_nobodys_name() {
        application().run(context -> {
            context.getBean(Billing.class).receive(new RawWebhook(new byte[0], Map.of()));

            var answer = http(context).get().uri("/actuator/spike").exchange();

            assertThat(answer).hasStatusOk();
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.backlog.unsettled.count")
                    .isEqualTo(2);
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.backlog.purchases.mispaidOrders")
                    .isEqualTo(0);
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.rejectedWebhooks.unsigned")
                    .isEqualTo(1);
            assertThat(answer).bodyJson().extractingPath("$.dueWork[2].name").isEqualTo("inbox");
            assertThat(answer).bodyText().doesNotContain("user 42");
        });
    }

    @Test
    void lists_what_failed_and_hides_why() {
        application().run(context -> {
            var answer =
                    http(context).get().uri("/actuator/spike/inbox?limit=1").exchange();

            assertThat(answer).hasStatusOk();
            assertThat(answer).bodyJson().extractingPath("$.entries.length()").isEqualTo(1);
            assertThat(answer).bodyJson().extractingPath("$.entries[0].what").isEqualTo("checkout.paid");
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.entries[0].attempts")
                    .isEqualTo(3);
            assertThat(answer).bodyJson().extractingPath("$.entries[0].cause").isEqualTo("******");
        });
    }

    @Test
    void shows_why_where_configuration_says_so() {
        application()
                .withPropertyValues("management.endpoint.spike.show-values=always")
                .run(context -> assertThat(http(context).get().uri("/actuator/spike/inbox"))
                        .bodyJson()
                        .extractingPath("$.entries[0].cause")
                        .isEqualTo("No user 42"));
    }

    @Test
    void shows_nothing_to_who_is_not_authorized() {
        application()
                .withPropertyValues("management.endpoint.spike.show-values=when_authorized")
                .run(context -> assertThat(http(context).get().uri("/actuator/spike/inbox"))
                        .bodyJson()
                        .extractingPath("$.entries[0].cause")
                        .isEqualTo("******"));
    }

    @Test
    void an_entry_for_which_none_is_authorized_has_no_name() {
        var entry = new Trouble("1", "plan", "user/42", null, 1, "No user 42", null).hidden();

        assertThat(entry.toString()).doesNotContain("42");
    }

    @ParameterizedTest
    @EnumSource
    void every_list_can_be_asked_for(TroubleKind kind) {
        var path = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        application().run(context -> assertThat(http(context).get().uri("/actuator/spike/" + path))
                .hasStatusOk());
    }

    @Test
    void a_list_that_is_none_and_a_limit_out_of_bounds_are_refused() {
        application().run(context -> {
            assertThat(http(context).get().uri("/actuator/spike/everything")).hasStatus(400);
            assertThat(http(context).get().uri("/actuator/spike/inbox?limit=0")).hasStatus(400);
            assertThat(http(context).get().uri("/actuator/spike/inbox?limit=1001"))
                    .hasStatus(400);
        });
    }

    @Test
    void nothing_can_be_changed_there() {
        application().run(context -> {
            assertThat(http(context).post().uri("/actuator/spike")).hasStatus(405);
            assertThat(http(context).delete().uri("/actuator/spike/inbox")).hasStatus(405);
        });
    }

    @Test
    void info_tells_what_is_configured_and_no_secret() {
        application().run(context -> {
            var info = context.getBean(InfoEndpoint.class).info();

            var ours = new HashMap<Object, Object>((Map<?, ?>) Objects.requireNonNull(info.get("spike")));
            ours.remove("version"); // where it runs from its jar
            assertThat(ours)
                    .isEqualTo(Map.of(
                            "credit-types", List.of("credits", "sms"), "plans", 1, "products", 1, "provider", "local"));
        });
    }
}
