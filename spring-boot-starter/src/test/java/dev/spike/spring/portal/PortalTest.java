package dev.spike.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import dev.spike.portal.Owner;
import dev.spike.portal.PortalTheme;
import dev.spike.portal.Visitor;
import dev.spike.portal.Visitors;
import dev.spike.spring.BillableResolver;
import dev.spike.spring.operations.HandMade;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.function.RouterFunction;

/** The portal in an application: mounted where it can be, guarded as everything else there. */
class PortalTest {

    private static final TestDatabase DATABASE = HandMade.database();
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern MARK = Pattern.compile("name=\"spike-owner\" value=\"([^\"]+)\"");

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
    @Import({HandMade.class, Known.class, Team.class, Costly.class})
    static class Guarded {}

    /** Whoever is signed in is the user of that name. */
    @Configuration(proxyBeanMethods = false)
    static class Known {

        @Bean
        BillableResolver resolver() {
            return () -> Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                    .map(known -> Billable.of("user", known.getName()));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Team {

        @Bean
        Visitors visitors(BillableResolver resolver) {
            var signedIn = new SignedIn(resolver, "OPERATOR");
            var team = Owner.of(Billable.of("team", "parrots"), "Parrots");
            return request -> signedIn.of(request)
                    .map(visitor ->
                            new Visitor(visitor.name(), List.of(visitor.owners().get(0), team), visitor.operator()));
        }
    }

    @RestController
    static class Costly {

        private final Credits credits;

        Costly(Credits credits) {
            this.credits = credits;
        }

        @GetMapping("/costly")
        String costly() {
            credits.of(Billable.of("user", "anna")).spend(1_000_000);
            return "paid";
        }
    }

    @BeforeAll
    static void start() {
        application = new SpringApplicationBuilder(Guarded.class)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .properties(HandMade.on(DATABASE))
                .properties(
                        "server.port=0",
                        "spring.application.name=Parrot",
                        "spring.security.user.name=anna",
                        "spring.security.user.password=secret",
                        "spike.portal.home=/")
                .run();
    }

    @AfterAll
    static void stop() {
        if (application != null) {
            application.close();
        }
        DATABASE.close();
    }

    private HttpRequest.Builder to(String path) {
        if (application == null) {
            throw new AssertionError("It did not start.");
        }
        var port = application.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpRequest.Builder signedIn(HttpRequest.Builder request) {
        var credentials = Base64.getEncoder().encodeToString("anna:secret".getBytes(StandardCharsets.UTF_8));
        return request.header("Authorization", "Basic " + credentials);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoever_is_signed_in_sees_what_is_theirs() {
        var page = send(signedIn(to("/billing/usage")));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Parrot", "anna");
    }

    @Test
    void who_has_not_enough_is_sent_there() {
        var refused = send(signedIn(to("/costly")));

        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(refused.body()).contains("\"topUp\":\"/billing\"");
    }

    @Test
    void who_is_not_signed_in_is_asked_to_by_the_application() {
        assertThat(send(to("/billing/usage")).statusCode()).isEqualTo(401);
    }

    @Test
    void a_form_needs_the_token_of_spring_security() {
        var page = send(signedIn(to("/billing/usage")));
        var session = page.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        var token = TOKEN.matcher(page.body());
        var mark = MARK.matcher(page.body());
        assertThat(token.find() && mark.find()).as("the page has a form").isTrue();
        var fields = "to=" + mark.group(1) + "&spike-owner=" + mark.group(1);

        var without = send(form(fields).header("Cookie", session));
        var with = send(form(fields + "&_csrf=" + token.group(1)).header("Cookie", session));

        assertThat(without.statusCode())
                .as("refused before it is known who sent it")
                .isIn(401, 403);
        assertThat(with.statusCode()).isEqualTo(303);
        assertThat(with.headers().firstValue("Location")).contains("/billing/usage");
    }

    private HttpRequest.Builder form(String fields) {
        return signedIn(to("/billing/owner"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString(fields));
    }

    private static WebApplicationContextRunner runner() {
        return new WebApplicationContextRunner()
                .withUserConfiguration(HandMade.class)
                .withConfiguration(
                        AutoConfigurations.of(PortalPropertiesAutoConfiguration.class, PortalAutoConfiguration.class))
                .withPropertyValues(HandMade.on(DATABASE));
    }

    @Test
    void there_is_none_where_nobody_says_who_is_looking_and_the_log_says_so() {
        runner().run(context ->
                assertThat(context).doesNotHaveBean(RouterFunction.class).hasBean("spikePortalUnmounted"));
        runner().withUserConfiguration(Known.class)
                .run(context -> assertThat(context).doesNotHaveBean("spikePortalUnmounted"));
    }

    @Test
    void there_is_none_where_its_path_is_empty() {
        runner().withUserConfiguration(Known.class)
                .withPropertyValues("spike.path=")
                .run(context -> assertThat(context).doesNotHaveBean(RouterFunction.class));
        runner().withUserConfiguration(Known.class)
                .run(context -> assertThat(context).hasSingleBean(RouterFunction.class));
    }

    @Test
    void there_is_none_where_it_is_not_on_the_class_path() {
        runner().withUserConfiguration(Known.class)
                .withClassLoader(new FilteredClassLoader("dev.spike.portal"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(PortalAutoConfiguration.ROUTES));
    }

    @Test
    void visitors_and_theme_of_the_application_are_used() {
        runner().withBean(Visitors.class, () -> request -> Optional.empty())
                .withBean(PortalTheme.class, () -> PortalTheme.plain().named("Own"))
                .run(context -> {
                    assertThat(context).hasSingleBean(RouterFunction.class).hasSingleBean(Visitors.class);
                    assertThat(context.getBean(PortalTheme.class).name()).isEqualTo("Own");
                });
    }

    @Test
    void only_who_has_the_role_is_an_operator() {
        var request = new MockHttpServletRequest();
        request.addUserRole("OPERATOR");
        BillableResolver anna = () -> Optional.of(Billable.of("user", "anna"));

        assertThat(new SignedIn(anna, "OPERATOR").of(request).orElseThrow().operator())
                .isEqualTo("anna");
        assertThat(new SignedIn(anna, "ADMIN").of(request).orElseThrow().operator())
                .isNull();
        assertThat(new SignedIn(anna, null).of(request).orElseThrow().operator())
                .isNull();
    }

    @Test
    void a_theme_that_is_none_is_told_by_its_key() {
        runner().withUserConfiguration(Known.class)
                .withPropertyValues("spike.portal.colour=blue")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseMessage("colour is 'blue'; write # and six hexadecimal digits, such as #2f5fd0"));
    }
}
