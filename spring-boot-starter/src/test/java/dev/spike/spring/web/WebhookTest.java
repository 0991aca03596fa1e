package dev.spike.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.billing.provider.CustomerRequest;
import dev.spike.billing.provider.Verification.Reason;
import dev.spike.embedded.TestDatabase;
import dev.spike.provider.local.LocalDeliverer;
import dev.spike.provider.local.LocalProvider;
import dev.spike.provider.local.SignedWebhook;
import dev.spike.spring.operations.HandMade;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks over real HTTP, in an application that Spring Security guards as Boot sets it up. */
class WebhookTest {

    private static final TestDatabase DATABASE = HandMade.database();

    private static @Nullable ConfigurableApplicationContext application;

    private final HttpClient client = HttpClient.newHttpClient();

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            excludeName = {
                "dev.spike.spring.SpikeAutoConfiguration",
                "dev.spike.spring.LocalProviderAutoConfiguration",
                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
                "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
                "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration"
            })
    @Import({HandMade.class, Secret.class})
    static class Guarded {}

    @RestController
    static class Secret {

        @GetMapping("/secret")
        String secret() {
            return "secret";
        }
    }

    @BeforeAll
    static void start() {
        application = new SpringApplicationBuilder(Guarded.class)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .properties(HandMade.on(DATABASE))
                .properties("server.port=0", "management.endpoints.web.exposure.include=spike,health")
                .run();
    }

    @AfterAll
    static void stop() {
        context().close();
        DATABASE.close();
    }

    private static ConfigurableApplicationContext context() {
        if (application == null) {
            throw new AssertionError("It did not start.");
        }
        return application;
    }

    private static Billing billing() {
        return context().getBean(Billing.class);
    }

    /** One that the provider would send. */
    private static SignedWebhook webhook() {
        var user = HandMade.anybody();
        var provider = context().getBean(LocalProvider.class);
        provider.customer(new CustomerRequest(user, null, null));
        var sent = new ArrayList<SignedWebhook>();
        context().getBean(LocalDeliverer.class).deliverDue(sent::add, HandMade.START, 100);
        return sent.get(0);
    }

    private HttpRequest.Builder to(String path) {
        var port = context().getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest.Builder post(String path, byte[] body, Map<String, String> headers) {
        var request = to(path).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return request;
    }

    private static long rejected(Reason reason) {
        return Optional.ofNullable(billing().rejectedWebhooks().get(reason)).orElse(0L);
    }

    private static long arrived() {
        return billing().backlog(HandMade.START).arrived().count();
    }

    @Test
    void a_webhook_is_kept_and_its_repeat_is_too_without_anybody_signed_in() {
        var webhook = webhook();
        long before = arrived();

        var first = send(post("/billing/webhooks/local", webhook.raw().body(), webhook.headers()));
        var repeat = send(post("/billing/webhooks/local", webhook.raw().body(), webhook.headers()));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(repeat.statusCode()).isEqualTo(200);
        assertThat(arrived()).isEqualTo(before + 1);
        assertThat(first.headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void the_door_is_where_the_application_s_servlet_is() {
        var webhook = webhook();

        try (var below = new SpringApplicationBuilder(Guarded.class)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .properties(HandMade.on(DATABASE))
                .properties("server.port=0", "spring.mvc.servlet.path=/api")
                .run()) {
            var port = below.getEnvironment().getProperty("local.server.port");
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/billing/webhooks/local"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(webhook.raw().body()));
            webhook.headers().forEach(request::header);

            assertThat(send(request).statusCode()).isEqualTo(200);
            assertThat(send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/secret")))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void the_bytes_count_whatever_charset_is_named() {
        var webhook = webhook();

        var answer = send(post("/billing/webhooks/local", webhook.raw().body(), webhook.headers())
                .header("content-type", "application/json; charset=UTF-16"));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void a_form_is_not_parsed() {
        var webhook = webhook();

        var answer = send(post("/billing/webhooks/local", webhook.raw().body(), webhook.headers())
                .header("content-type", "application/x-www-form-urlencoded"));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void another_signature_is_refused_and_leaves_nothing() {
        var webhook = webhook();
        var headers = new HashMap<>(webhook.headers());
        headers.put("webhook-signature", "v1," + "A".repeat(43) + "=");
        long before = arrived();

        var answer = send(post("/billing/webhooks/local", webhook.raw().body(), headers));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("bad-signature");
        assertThat(arrived()).isEqualTo(before);
    }

    @Test
    void one_without_a_signature_is_refused() {
        var answer = send(post("/billing/webhooks/local", "{}".getBytes(StandardCharsets.UTF_8), Map.of()));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("unsigned");
    }

    @Test
    void ten_megabytes_are_refused_and_not_held() {
        long before = rejected(Reason.TOO_LARGE);

        try {
            var answer = client.send(
                    post("/billing/webhooks/local", new byte[10_000_000], Map.of())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(413);
        } catch (IOException e) {
            // the server hung up while the rest was sent
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }

        assertThat(rejected(Reason.TOO_LARGE)).isEqualTo(before + 1);
    }

    @Test
    void another_providers_door_is_not_found() {
        assertThat(send(post("/billing/webhooks/stripe", new byte[0], Map.of())).statusCode())
                .isEqualTo(404);
    }

    @Test
    void everything_else_is_guarded_as_before() {
        assertThat(send(to("/secret").GET()).statusCode()).isEqualTo(401);
        assertThat(send(to("/billing/webhooks/local").GET()).statusCode()).isEqualTo(401);
        assertThat(send(to("/billing/webhooks/local/more").POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isIn(401, 403);
        assertThat(send(to("/actuator/spike").GET()).statusCode()).isEqualTo(401);
        assertThat(send(to("/actuator/health").GET()).statusCode()).isEqualTo(200);
    }

    @Test
    void takes_part_only_where_there_is_a_web_and_it_is_wanted() {
        var ours = AutoConfigurations.of(WebhookAutoConfiguration.class, WebhookSecurityAutoConfiguration.class);
        new ApplicationContextRunner()
                .withUserConfiguration(HandMade.class)
                .withPropertyValues(HandMade.on(DATABASE))
                .withConfiguration(ours)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("spikeWebhooks"));
        var web = new WebApplicationContextRunner()
                .withUserConfiguration(HandMade.class)
                .withPropertyValues(HandMade.on(DATABASE))
                .withConfiguration(ours);
        web.run(context ->
                assertThat(context).hasNotFailed().hasBean("spikeWebhooks").doesNotHaveBean("spikeWebhookSecurity"));
        web.withPropertyValues("spike.webhooks.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("spikeWebhooks"));
    }
}
