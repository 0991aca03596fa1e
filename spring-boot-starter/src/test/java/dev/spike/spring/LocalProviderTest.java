package dev.spike.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Credits;
import dev.spike.provider.local.LocalDeliverer;
import dev.spike.provider.local.LocalPages;
import dev.spike.provider.local.LocalProvider;
import dev.spike.provider.local.TestCard;
import dev.spike.provider.local.WebhookSink;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The seller in the box, where configuration names it. */
class LocalProviderTest {

    private static final Pages PAGES =
            new Pages(URI.create("https://app.example/thanks"), URI.create("https://app.example/cart"));

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
    void is_not_there_unless_it_is_named() {
        Contexts.on(database).run(context -> assertThat(context)
                .doesNotHaveBean(PaymentProvider.class)
                .doesNotHaveBean(LocalPages.class)
                .doesNotHaveBean(WebhookSink.class));
    }

    @Test
    void sells_for_a_test_card_and_tells_the_application_in_the_same_process() {
        Contexts.on(database)
                .withPropertyValues(
                        "spike.provider=local",
                        "spike.products[0].id=pack-10",
                        "spike.products[0].price=10.00 USD",
                        "spike.products[0].provides[0].credits=5000")
                .run(context -> {
                    var user = Application.user();
                    var billing = context.getBean(Billing.class);
                    billing.of(user).addToCart("pack-10", 1);

                    var page = (CheckoutResult.Page) billing.of(user).checkout(PAGES);
                    var shown = HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(page.page()).build(), BodyHandlers.ofString());
                    context.getBean(LocalProvider.class).bank().pay(page.page(), TestCard.GOOD);
                    var clock = InstantSource.system();
                    context.getBean(LocalDeliverer.class)
                            .deliverDue(context.getBean(WebhookSink.class), clock.instant(), 100);
                    billing.workInbox(clock.instant(), 100);

                    assertThat(shown.statusCode()).isEqualTo(200);
                    assertThat(context.getBean(Credits.class).of(user).balance().available())
                            .isEqualTo(5000);
                });
    }

    @Test
    void a_secret_that_is_none_is_a_mistake() {
        Contexts.on(database)
                .withPropertyValues("spike.provider=local", "spike.local.secret=short")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(SpikeConfigurationException.class)
                        .hasMessageContaining("spike.local.secret: A webhook secret")
                        .hasMessageContaining("write whsec_ and base64 of 24 to 64 bytes."));
    }
}
