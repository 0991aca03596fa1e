package dev.spike.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.billing.BillingEvent;
import dev.spike.billing.Catalogue;
import dev.spike.billing.Interval;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.Subscriber;
import dev.spike.billing.SwitchPreview;
import dev.spike.billing.catalogue.CatalogueReader;
import dev.spike.billing.postgres.BillingSchema;
import dev.spike.billing.postgres.PostgresBilling;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.provider.Customer;
import dev.spike.billing.provider.CustomerRequest;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.provider.local.LocalProvider;
import dev.spike.provider.local.LocalSchema;
import dev.spike.provider.local.TestCard;
import dev.spike.server.catalogue.CatalogueFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page on subscriptions shows is what runs, and its story happens. */
class SubscriptionsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "subscriptions.md");

    private static final Path HERE = Path.of("src/test/java/dev/spike/server/SubscriptionsPageTest.java");

    private static final Billable USER = Billable.of("user", "42");

    private static final Pages PAGES =
            new Pages(URI.create("https://app.example/thanks"), URI.create("https://app.example/plans"));

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

    @TempDir
    private Path folder = Path.of("");

    private final TestDatabase database = FastPostgres.database("empty", dataSource -> {});
    private final List<BillingEvent> heard = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private Instant now = Instant.parse("2026-04-01T00:00:00Z");
    private final InstantSource clock = () -> now;

    private final LocalProvider provider = LocalProvider.on(database.dataSource())
            .clock(clock)
            .secret(LocalProvider.newSecret())
            .pagesAt(URI.create("http://127.0.0.1/"))
            .build();

    @BeforeEach
    void open() {
        LedgerSchema.migrate(database.dataSource(), now);
        BillingSchema.migrate(database.dataSource());
        LocalSchema.migrate(database.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static List<String> shown(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @Test
    void every_java_of_the_page_runs_here_as_it_stands() throws IOException {
        var here = Files.readString(HERE).replaceAll("(?m)^        ", "");

        assertThat(shown("java")).hasSize(3).allSatisfy(block -> assertThat(here)
                .contains(block));
    }

    @Test
    void the_story_of_the_page_happens() throws IOException {
        var billing = billing(database.dataSource(), catalogue(), provider);
        happen(billing, billing.of(USER).subscriber());

        var told = Files.readAllLines(PAGE).stream()
                .filter(line -> line.matches("\\| \\d.*"))
                .toList();
        assertThat(told).isEqualTo(story);
    }

    private Catalogue catalogue() throws IOException {
        var file =
                Files.writeString(folder.resolve("catalogue.yml"), shown("yaml").get(0));
        return CatalogueReader.of(List.of(), List.of(LocalProvider.NAME))
                .read(CatalogueFile.read(file).source());
    }

    private Billing billing(DataSource dataSource, Catalogue catalogue, PaymentProvider provider) {
        var engine = PostgresCredits.on(dataSource).clock(clock);
        catalogue.ledgerTypes().forEach(engine::creditType);
        Credits ledger = engine.build();
        Billing billing = PostgresBilling.on(dataSource, ledger)
                .catalogue(catalogue)
                .provider(provider)
                .clock(clock)
                .listener(event -> heard.add(event))
                .build();
        Credits credits = billing.credits();

        Subscriber subscriber = billing.of(USER).subscriber();
        long free = credits.of(USER).balance().available();
        SubscribeResult result = subscriber.subscribe("standard", Interval.MONTHLY, PAGES);
        assertThat(free).isEqualTo(100);
        assertThat(result).isInstanceOf(SubscribeResult.Page.class);
        return billing;
    }

    private SubscribeResult switched(Subscriber subscriber) {
        Optional<SwitchPreview> preview = subscriber.previewSwitch("pro", Interval.MONTHLY);
        SubscribeResult switched = subscriber.switchNow("pro", Interval.MONTHLY);
        assertThat(preview.orElseThrow().due()).hasToString("46.67 USD");
        assertThat(preview.orElseThrow().credits())
                .singleElement()
                .hasToString("CreditChange[creditType=credits, ends=1500, comes=8500]");
        return switched;
    }

    private void workOff(Billing billing) {
        billing.workInbox(clock.instant(), 1_000);
        billing.runDue(clock.instant(), 1_000);
    }

    /** Brings the provider, and then us, to the day. */
    private void on(Billing billing, String day) {
        now = LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
        provider.billDue(now, 100);
        provider.deliverer()
                .deliverDue(
                        webhook -> billing.receive(webhook.raw())
                                .fold(stored -> true, duplicate -> true, rejected -> false),
                        now,
                        100);
        workOff(billing);
    }

    private void note(Billing billing, String what) {
        long available = billing.credits().of(USER).balance().available();
        var day = DAY.format(now.atZone(ZoneOffset.UTC));
        story.add(String.format(Locale.ROOT, "| %s | %s | %,d |", day, what, available));
    }

    private void happen(Billing billing, Subscriber subscriber) {
        note(billing, "signs up: the free plan");
        var page = (SubscribeResult.Page) subscriber.subscribe("standard", Interval.MONTHLY, PAGES);
        provider.bank().pay(page.page(), TestCard.GOOD);
        on(billing, "2026-04-01");
        note(billing, "subscribes to Standard and pays 20.00 USD; what was left of the free plan is voided");
        billing.credits().of(USER).spend(1_500);
        on(billing, "2026-04-11");
        note(billing, "has spent 1,500; a third of the period is over, so 1,000 of them were due");
        assertThat(switched(subscriber)).isInstanceOf(SubscribeResult.Done.class);
        on(billing, "2026-04-11");
        note(billing, "switches to Pro for 46.67 USD: 9,000 come, less the 500 used ahead of their time");
        billing.credits().of(USER).spend(2_500);
        on(billing, "2026-05-11");
        note(billing, "is renewed with 6,000 left: 3,000 of them are carried over");
        var customer = customer();
        provider.bank().saveCard(customer, TestCard.DECLINED);
        billing.credits().of(USER).spend(4_000);
        on(billing, "2026-06-11");
        note(billing, "cannot be charged: past due, and what is left stays for the grace");
        on(billing, "2026-06-14");
        note(billing, "the grace is over: the free plan again");
        provider.bank().saveCard(customer, TestCard.GOOD);
        on(billing, "2026-06-16");
        note(billing, "the provider tries again and is paid: the period's credits, and the free ones end");
        assertThat(subscriber.cancelAtPeriodEnd()).isInstanceOf(SubscribeResult.Done.class);
        note(billing, "cancels at the period's end, which moves no credits");
        on(billing, "2026-07-11");
        note(billing, "the subscription has ended: the free plan again");
        assertThat(events())
                .containsExactly(
                        "Activated",
                        "Deactivated",
                        "Activated",
                        "Renewed",
                        "PastDue",
                        "Renewed",
                        "Cancelled",
                        "Deactivated");
    }

    /** What was heard of subscriptions. */
    private List<String> events() {
        return heard.stream()
                .map(event -> event.getClass().getSimpleName())
                .filter(name -> name.startsWith("Subscription"))
                .map(name -> name.substring("Subscription".length()))
                .toList();
    }

    /** The provider's name for the user. */
    private String customer() {
        return provider.customer(new CustomerRequest(USER, null, null))
                .<Optional<Customer>>fold(Optional::of, refused -> Optional.empty(), unknown -> Optional.empty())
                .orElseThrow()
                .id();
    }
}
