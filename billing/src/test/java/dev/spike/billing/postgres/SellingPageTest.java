package dev.spike.billing.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.BillableSettings;
import dev.spike.billing.Billing;
import dev.spike.billing.BillingEvent;
import dev.spike.billing.Buyer;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.PostgresCredits;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the page on selling shows is what runs. */
class SellingPageTest {

    private static final Path PAGE = Path.of("..", "docs", "selling.md");

    private static final Path HERE = Path.of("src/test/java/dev/spike/billing/postgres/SellingPageTest.java");

    private final Shop shop = new Shop();
    private final List<BillingEvent> heard = new ArrayList<>();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void the_example_sells() {
        var catalogue = Shop.catalogue(Shop.product("pack-10", "10.00 USD", Shop.credits(5000)));

        var result = example(shop.dataSource(), catalogue, shop.provider);

        assertThat(result).isInstanceOfSatisfying(CheckoutResult.Page.class, page -> assertThat(
                        page.order().totals().total())
                .isEqualTo(Money.parse("16.00 USD")));
    }

    @Test
    void every_java_of_the_page_runs_here_as_it_stands() throws IOException {
        var here = Files.readString(HERE).replaceAll("(?m)^        ", "");
        var shown = Pattern.compile("<!-- example: SellingPageTest[^\n]*\n```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(shown).hasSize(3).allSatisfy(block -> assertThat(here).contains(block));
    }

    @Test
    void the_settings_of_the_example_are_kept() {
        Buyer buyer = shop.billing().of(Shop.anybody());

        buyer.changeSettings(new BillableSettings(
                "Ann & Sons", "1 High Street\nVilnius", "lt", "Europe/Vilnius", Map.of("credits", 100L), 7));
        BillableSettings chosen = buyer.settings();

        assertThat(chosen.invoiceName()).isEqualTo("Ann & Sons");
        assertThat(chosen.lowBalances()).containsEntry("credits", 100L);
    }

    @Test
    void every_answer_leads_somewhere() {
        var catalogue = Shop.catalogue(Shop.product("pack-10", "10.00 USD", Shop.credits(5000)));
        var result = example(shop.dataSource(), catalogue, shop.provider);

        assertThat(next(result)).hasHost("pay.test");
    }

    private static URI next(CheckoutResult result) {
        URI next = result.fold(new CheckoutResult.Cases<>() {
            @Override
            public URI page(CheckoutResult.Page page) {
                return page.page();
            }

            @Override
            public URI paidAtOnce(CheckoutResult.PaidAtOnce paid) {
                return thanksFor(paid.order());
            }

            @Override
            public URI alreadyPaid(CheckoutResult.AlreadyPaid paid) {
                return thanksFor(paid.order());
            }

            @Override
            public URI refused(CheckoutResult.Refused refused) {
                return cartWith(refused.message());
            }

            @Override
            public URI tryAgain(CheckoutResult.TryAgain tryAgain) {
                return cartWith("Please try again.");
            }
        });
        return next;
    }

    private static URI thanksFor(Order order) {
        return URI.create("https://app.example/thanks/" + order.id());
    }

    private static URI cartWith(String message) {
        return URI.create("https://app.example/cart?message=" + URLEncoder.encode(message, StandardCharsets.UTF_8));
    }

    private CheckoutResult example(DataSource dataSource, Catalogue catalogue, PaymentProvider provider) {
        LedgerSchema.migrate(dataSource);
        BillingSchema.migrate(dataSource);
        Credits credits = PostgresCredits.on(dataSource)
                .creditType(CreditType.of("credits"))
                .build();
        Billing billing = PostgresBilling.on(dataSource, credits)
                .catalogue(catalogue)
                .provider(provider)
                .listener(event -> heard.add(event))
                .build();

        Buyer buyer = billing.of(Billable.of("user", "42"));
        buyer.addToCart("pack-10", 2);
        buyer.applyCode("launch");
        CheckoutResult result = buyer.checkout(
                new Pages(URI.create("https://app.example/thanks"), URI.create("https://app.example/cart")));
        return result;
    }
}
