package dev.spike.spring.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.billing.Interval;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.embedded.FastPostgres;
import dev.spike.ledger.Credits;
import dev.spike.provider.local.LocalProvider;
import dev.spike.provider.local.TestCard;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Configuration;

/** An application that has nothing but the starter, the actuator and its configuration. */
class WholeApplicationTest {

    private static final Pages PAGES =
            new Pages(URI.create("https://shop.test/thanks"), URI.create("https://shop.test/cart"));

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
                "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
                "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration"
            })
    static class Shop {}

    @Test
    void sells_a_plan_with_nobody_looking_and_shows_how_it_goes() {
        try (var database = FastPostgres.database("nothing", dataSource -> {});
                var context = new SpringApplicationBuilder(Shop.class)
                        .web(WebApplicationType.NONE)
                        .bannerMode(Banner.Mode.OFF)
                        .properties(
                                "spring.datasource.url=" + database.url(),
                                "spring.datasource.username=" + database.user(),
                                "spring.datasource.password=" + database.password(),
                                "spring.datasource.hikari.maximum-pool-size=4",
                                "management.defaults.metrics.export.enabled=false",
                                "management.simple.metrics.export.enabled=true",
                                "spike.provider=local",
                                "spike.webhooks.enabled=true",
                                "spike.health.keep=0s",
                                "spike.due.enabled=true",
                                "spike.due.every=100ms",
                                "spike.subscriptions[0].id=standard",
                                "spike.subscriptions[0].name=Standard",
                                "spike.subscriptions[0].price-monthly=10.00 USD",
                                "spike.subscriptions[0].provides-monthly[0].credits=100")
                        .run()) {
            var user = HandMade.anybody();
            var result =
                    context.getBean(Billing.class).of(user).subscriber().subscribe("standard", Interval.MONTHLY, PAGES);
            context.getBean(LocalProvider.class).bank().pay(((SubscribeResult.Page) result).page(), TestCard.GOOD);

            Eventually.until("100 credits", () -> user.credits().balance().available() == 100);
            user.credits().spend(40);

            assertThat(context.getBean(SpikeHealthIndicator.class).health().getStatus())
                    .isEqualTo(Status.UP);
            assertThat(context.getBean(Credits.class)).isInstanceOf(ObservedCredits.class);
            assertThat(context.getBean(MeterRegistry.class)
                            .get("spike.decisions")
                            .tags("verb", "spend", "outcome", "accepted")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(context.getBean(MeterRegistry.class)
                            .get("spike.credits.moved")
                            .tags("type", "subscription")
                            .summary()
                            .totalAmount())
                    .isEqualTo(100);
        }
    }
}
