package dev.spike.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spike.billing.CatalogueSettings.Credits;
import dev.spike.billing.CreditAmount;
import dev.spike.billing.Lifetime;
import dev.spike.billing.Money;
import dev.spike.billing.Plan.Trial;
import dev.spike.billing.Rollover;
import dev.spike.billing.UnitPrice;
import dev.spike.billing.catalogue.CatalogueReader;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.NegativePolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueFileTest {

    @TempDir
    private Path folder;

    private static CatalogueFile parse(String text) {
        return CatalogueFile.parse("catalogue.yml", text);
    }

    /** The catalogue of the design, as an application writes it. */
    private static final String DESIGN = """
            server: { port: 8080 }
            spike:
              path: /billing
              provider: local            # local | stripe
              zone: Europe/Vilnius
              credit-types:
                - { id: credits, translation-key: spike.credits }
                - id: sms
                  translation-key: app.sms
                  icon: /img/sms.svg
                  decimals: 0
                  negative: { allowed: false, floor: -500 }
                  unit-price: 0.002 USD            # charged at renewal for what is owed
                  charge-negative-balances: true
              group-credit-spend-daily: true
              subscriptions:
                - id: standard
                  name: Standard
                  price-monthly: 10.00 USD
                  price-yearly: 100.00 USD
                  features: [60 requests per minute, Priority support]
                  trial: { days: 14, provides: [{ credits: 500 }] }
                  provides-monthly:
                    - { credits: 5000, rollover: { max: 5000, times: 1, lifetime: P1M } }
                    - { credits: 100, type: sms }
              products:
                - id: pack-10
                  name: Standard pack
                  prices: [10.00 USD, 9.00 EUR]    # or price:
                  provides: [{ credits: 5000, expires-after: P6M }]
              discounts: [{ code: LAUNCH, percent: 20, times: once }]
              cancellation-offers: [{ discount: LAUNCH }]
            """;

    @Test
    void the_catalogue_of_the_design_is_read_completely() {
        var catalogue = CatalogueReader.of(List.of(), List.of("local"))
                .read(parse(DESIGN).source());

        var credits = new CreditType("credits", "spike.credits", null, 0);
        var sms = new CreditType("sms", "app.sms", "/img/sms.svg", 0);
        var plan = catalogue.plan("standard").orElseThrow();
        var pack = catalogue.product("pack-10").orElseThrow();
        assertThat(catalogue.settings().path()).isEqualTo("/billing");
        assertThat(catalogue.settings().provider()).isEqualTo("local");
        assertThat(catalogue.settings().zone()).isEqualTo(ZoneId.of("Europe/Vilnius"));
        assertThat(catalogue.settings().credits()).isEqualTo(Credits.STANDARD);
        assertThat(catalogue.ledgerTypes()).containsExactly(credits, sms);
        assertThat(catalogue.creditType("sms").orElseThrow().negative()).isEqualTo(NegativePolicy.refused());
        assertThat(catalogue.creditType("sms").orElseThrow().unitPrice()).isEqualTo(UnitPrice.parse("0.002 USD"));
        assertThat(catalogue.creditType("sms").orElseThrow().chargesNegativeBalances())
                .isTrue();
        assertThat(plan.prices().monthly()).isEqualTo(Money.of(10_00, "USD"));
        assertThat(plan.prices().yearly()).isEqualTo(Money.of(100_00, "USD"));
        assertThat(plan.features()).containsExactly("60 requests per minute", "Priority support");
        assertThat(plan.provides().trial()).isEqualTo(new Trial(14, List.of(CreditAmount.of(500, credits))));
        assertThat(plan.provides().monthly())
                .containsExactly(
                        CreditAmount.of(5000, credits).rollingOver(new Rollover(5000, 1, Lifetime.parse("P1M"))),
                        CreditAmount.of(100, sms));
        assertThat(pack.prices()).containsExactly(Money.of(10_00, "USD"), Money.of(9_00, "EUR"));
        assertThat(pack.provides())
                .containsExactly(CreditAmount.of(5000, credits).expiringAfter(Lifetime.parse("P6M")));
        assertThat(catalogue.discount("LAUNCH")).isPresent();
        assertThat(catalogue.cancellationOffers()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0.002 USD", "010", "1e3", "yes", "2026-01-01", "0x1F", "1_000", "+5", ".5", "12:30:45", "NaN"})
    void a_scalar_stays_the_text_that_it_is(String text) {
        assertThat(parse("spike: { zone: " + text + " }").source().values()).containsEntry("zone", text);
    }

    @Test
    void nothing_and_empty_lists_and_sections_are_empty_texts() {
        assertThat(parse("""
                spike:
                  a:
                  b: ~
                  c: []
                  d: {}
                  e: "null"
                """).source().values())
                .containsEntry("a", "")
                .containsEntry("b", "")
                .containsEntry("c", "")
                .containsEntry("d", "")
                .containsEntry("e", "null");
    }

    @Test
    void paths_know_their_lines_and_what_is_missing_is_where_it_should_be() {
        var file = parse("""
                server:
                  port: 1
                spike:
                  products:
                    - name: one
                    - name: two
                      prices: [1 USD,
                        2 EUR]
                """);

        assertThat(file.lineOf("products")).isEqualTo(4);
        assertThat(file.lineOf("products[1].name")).isEqualTo(6);
        assertThat(file.lineOf("products[1].id")).isEqualTo(6);
        assertThat(file.lineOf("products[1].prices[1]")).isEqualTo(8);
        assertThat(file.lineOf("provider")).isEqualTo(3);
    }

    @Test
    void what_is_not_ours_is_not_looked_at() {
        var file = parse("""
                base: &base { url: "jdbc:x" }
                spring: { <<: *base, ? [odd] : key }
                spike: { zone: UTC }
                """);

        assertThat(file.source().values()).containsOnlyKeys("zone");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                           | line 1: nothing is in it
            # nothing                                    | line 1: nothing is in it
            just a text                                  | line 1: keys are expected
            [spike]                                      | line 1: keys are expected
            spring: {}                                   | line 1: there is no key spike
            spike: {}~spike: {}                          | line 2: the key spike stands here for the second time
            spike:~  zone: a~  zone: b                   | line 3: the key 'zone' stands here for the second time
            spike:~  zone: &z UTC                        | line 2: an anchor
            spike:~  zone: *z                            | line 2: an alias
            spike:~  zone: !!binary aGk=                 | line 2: a tag
            spike:~  products: !!set {}                  | line 2: a tag
            spike:~  products: [!!map {}]                | line 2: a tag
            spike:~  products: [{price: 9}]~  products[0].price: 1 | line 3: the value of 'products[0].price' stands
            spike:~  negative: {}~  negative.floor: 1~  negative: x | line 4: the key 'negative' stands here
            spike:~  a.b: {}~  a: {b: []}                | line 3: the value of 'a.b' stands here for the second time
            spike:~  [a, b]: c                           | line 2: a key is not a text
            spike:~  null : c                            | line 2: a key is not a text
            spike: {}~---~spike: {}                      | line 2: a second document
            spike:~  products: [                         | line 3: this is not YAML
            spike:~  a: b: c                             | line 2: this is not YAML
            spike:~\tzone: UTC                           | line 2: this is not YAML
            spike: "unclosed                             | line 2: this is not YAML
            """)
    void what_is_not_a_catalogue_says_why_and_in_which_line(String text, String why) {
        assertThatThrownBy(() -> parse(text.replace("~", "\n").replace("\\t", "\t") + "\n"))
                .isInstanceOf(CatalogueFileException.class)
                .hasMessageStartingWith("catalogue.yml, " + why);
    }

    @Test
    void bombs_do_not_go_off() {
        var laughs = new StringBuilder("spike:\n  a: &a [lol, lol]\n");
        for (char letter = 'b'; letter < 'z'; letter++) {
            char before = (char) (letter - 1);
            laughs.append("  %c: &%c [*%c, *%c, *%c, *%c]\n".formatted(letter, letter, before, before, before, before));
        }

        assertThatThrownBy(() -> parse(laughs.toString())).hasMessageContaining("line 2: an anchor");
        assertThatThrownBy(() -> parse("spike: " + "[".repeat(100_000))).hasMessageContaining("more than 20 levels");
        assertThatThrownBy(() -> parse("other: " + "[".repeat(100_000))).hasMessageContaining("more than 20 levels");
        assertThatThrownBy(() -> parse("spike: {products: [" + "{},".repeat(20_000) + "]}"))
                .hasMessageContaining("at most 10000 are read");
    }

    @Test
    void ten_megabytes_are_not_read() throws IOException {
        var file = Files.writeString(folder.resolve("huge.yml"), "spike:\n  zone: " + "x".repeat(10 << 20));

        assertThatThrownBy(() -> CatalogueFile.read(file)).hasMessageContaining("longer than 1 MiB");
    }

    @Test
    void other_encodings_are_said() throws IOException {
        var latin =
                Files.write(folder.resolve("latin.yml"), "spike: {zone: Zürich}".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> CatalogueFile.read(latin)).hasMessageContaining("is not UTF-8");
    }
}
