package dev.spike.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Interval;
import dev.spike.billing.Money;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.PaymentMethod;
import dev.spike.billing.provider.ProviderEvent;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.ProviderSubscription.State;
import dev.spike.billing.provider.SubscriptionRequest;
import dev.spike.billing.provider.SubscriptionTerms;
import dev.spike.testkit.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the pages about providers show is what runs. */
class DocumentsTest {

    @RegisterExtension
    static final LocalTables TABLES = new LocalTables();

    private static final Path DOCS = Path.of("../docs");
    private static final Path HERE = Path.of("src/test/java/dev/spike/provider/local");

    private final LocalUnderTest under = LocalUnderTest.at(TABLES.dataSource());

    @Test
    void every_example_runs_here_as_it_stands() throws IOException {
        var sources = Files.readString(HERE.resolve("DocumentsTest.java"))
                + Files.readString(HERE.resolve("LocalProviderTest.java"));
        var here = sources.replaceAll("(?m)^ +", "");

        assertThat(Stream.of("provider-local.md", "providers.md").flatMap(DocumentsTest::examples))
                .hasSize(6)
                .allSatisfy(example -> assertThat(here).contains(example.replaceAll("(?m)^ +", "")));
    }

    private static Stream<String> examples(String page) {
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(text(page))
                .results()
                .map(example -> example.group(1));
    }

    private static String text(String page) {
        try {
            return Files.readString(DOCS.resolve(page));
        } catch (IOException e) {
            throw new AssertionError("The page is not there.", e);
        }
    }

    @Test
    void the_page_tells_of_every_card_and_every_type() {
        assertThat(TestCard.values())
                .allSatisfy(card -> assertThat(text("provider-local.md")).contains("| `" + card.number() + "` |"));
        assertThat(List.of(
                        EventReader.CHECKOUT_PAID,
                        EventReader.CHECKOUT_EXPIRED,
                        EventReader.INVOICE_PAID,
                        EventReader.REFUND_MADE,
                        EventReader.REFUND_FAILED,
                        EventReader.DISPUTE_OPENED,
                        EventReader.DISPUTE_LOST,
                        EventReader.DISPUTE_WON,
                        EventReader.SUBSCRIPTION_CHANGED,
                        EventReader.PERIOD_PAID,
                        EventReader.PERIOD_UNPAID,
                        "customer.made"))
                .allSatisfy(type -> assertThat(text("provider-local.md")).contains("`" + type + "`"));
    }

    @Test
    void a_provider_with_pages_is_a_few_lines() {
        try (var pages = begin(TABLES.dataSource(), LocalProvider.newSecret())) {
            assertThat(new Visitor().get(pages.address()).statusCode()).isEqualTo(404);
        }
    }

    private static LocalPages begin(DataSource dataSource, String webhookSecret) {
        LocalSchema.migrate(dataSource); // its own tables, with their own history
        var pages = LocalPages.bind(0); // any free port of the loopback interface
        var provider = LocalProvider.on(dataSource)
                .secret(webhookSecret)
                .pagesAt(pages.address())
                .build();
        pages.serve(provider);
        return pages;
    }

    @Test
    void what_is_paid_can_be_disputed_and_lost() {
        var checkout = Buyer.open(under);
        under.local().bank().pay(checkout.page(), TestCard.GOOD);
        var paid = (Checkout.Paid) Buyer.done(under.provider().checkout(checkout.key()));

        assertThat(payAndDispute(under.local(), checkout, paid.payment().id())).isEqualTo(LocalBank.PageState.PAID);
    }

    private static LocalBank.PageState payAndDispute(LocalProvider provider, Checkout.Open checkout, String paymentId) {
        LocalBank.PageState paid = provider.bank().pay(checkout.page(), TestCard.GOOD);
        ProviderEvent.Dispute dispute = provider.bank().dispute(paymentId);
        provider.bank().lose(dispute);
        return paid;
    }

    @Test
    void who_pays_with_a_declined_card_from_now_on_is_past_due() {
        var customer = Buyer.customer(under.provider());
        under.local().bank().saveCard(customer, TestCard.GOOD);
        var terms = new SubscriptionTerms("basic/0", "Basic", Money.parse("10.00 USD"), Interval.MONTHLY);
        Buyer.done(under.local()
                .subscriptions()
                .orElseThrow()
                .subscribe(new SubscriptionRequest("documented", customer, terms, null, null)));

        assertThat(bill(under.local(), under.clock(), customer, "documented")).isEqualTo(State.ACTIVE);
        under.clock().advance(Duration.ofDays(30));
        assertThat(bill(under.local(), under.clock(), customer, "documented")).isEqualTo(State.PAST_DUE);
    }

    private static State bill(LocalProvider provider, InstantSource clock, String customerId, String subscriptionKey) {
        int done = provider.billDue(clock.instant(), 100);
        PaymentMethod replaced = provider.bank().saveCard(customerId, TestCard.DECLINED);
        ProviderSubscription still = provider.bank().retry(subscriptionKey);
        assertThat(done).isBetween(0, 1);
        assertThat(replaced.isDefault()).isTrue();
        return still.state();
    }

    @Test
    void deliveries_are_sent_with_and_without_mischief() {
        var arrived = new ArrayList<SignedWebhook>();
        Buyer.customer(under.provider());

        deliver(under.local(), URI.create("http://127.0.0.1:1/webhooks"), SettableClock.at(LocalUnderTest.START));
        under.clock().advance(Duration.ofHours(1));
        misdeliver(under.local(), arrived::add, under.clock());

        assertThat(under.arrived()).isEmpty();
    }

    private static void deliver(LocalProvider provider, URI webhooks, InstantSource clock) {
        LocalDeliverer deliverer = provider.deliverer();
        deliverer.deliverDue(HttpSink.to(webhooks), clock.instant(), 100);
    }

    private static void misdeliver(LocalProvider provider, WebhookSink sink, InstantSource clock) {
        var mischief = Mischief.seeded(42)
                .lost(5) // percent, and never again
                .doubled(10)
                .reordered(20)
                .delayed(10, Duration.ofHours(1));
        provider.deliverer(mischief).deliverDue(sink, clock.instant(), 100);
    }
}
