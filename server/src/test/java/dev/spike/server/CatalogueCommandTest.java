package dev.spike.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.catalogue.CatalogueReader;
import dev.spike.billing.catalogue.Mistake;
import dev.spike.billing.catalogue.MistakeKind;
import dev.spike.server.catalogue.CatalogueFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueCommandTest {

    private static final Path EVERY_MISTAKE = Path.of("src/test/resources/catalogue-with-every-mistake.yml");
    private static final Path SAMPLE = Path.of("src/main/resources/dev/spike/server/catalogue.yml");

    @TempDir
    private Path folder;

    private record Answer(int status, String out, String err) {}

    private static Answer check(Path file, String... options) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = SpikeCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of("catalogue", "check", file.toString()), Stream.of(options))
                        .toArray(String[]::new));
        return new Answer(status, out.toString(), err.toString());
    }

    @Test
    void the_file_with_every_mistake_has_every_kind_there_is() {
        var mistakes = CatalogueReader.of(List.of(), List.of("local"))
                .judge(CatalogueFile.read(EVERY_MISTAKE).source())
                .mistakes();

        assertThat(mistakes).extracting(Mistake::kind).containsOnly(MistakeKind.values());
        assertThat(MistakeKind.values()).hasSizeGreaterThanOrEqualTo(35);
    }

    @Test
    void lists_every_mistake_with_its_line_and_what_is_allowed() throws IOException {
        var answer = check(EVERY_MISTAKE);

        assertThat(answer.status()).isOne();
        assertThat(answer.out().lines())
                .contains("  line    4  zone: 'Europe/Vilno' is no time zone;"
                        + " write a name of the IANA database, such as Europe/Vilnius, or UTC.");
        var lines = Files.readAllLines(EVERY_MISTAKE);
        for (var kind : MistakeKind.values()) {
            var marked = lines.stream()
                    .filter(line -> line.matches(".*# (.* )?" + kind + "\\b.*"))
                    .findFirst();
            assertThat(marked).as("%s is marked in the file", kind).isPresent();
        }
        assertThat(answer.out()).doesNotContain("\u001B");
    }

    @Test
    void the_line_of_a_mistake_is_the_line_that_is_marked_with_its_kind() throws IOException {
        var file = CatalogueFile.read(EVERY_MISTAKE);
        var lines = Files.readAllLines(EVERY_MISTAKE);
        var mistakes = CatalogueReader.of(List.of(), List.of("local"))
                .judge(file.source())
                .mistakes();

        for (var mistake : mistakes) {
            boolean elsewhere =
                    mistake.kind() == MistakeKind.PROVIDER_MISSING || mistake.kind() == MistakeKind.TEXT_TOO_LONG;
            if (!elsewhere) {
                assertThat(lines.get(file.lineOf(mistake.path()) - 1))
                        .as(mistake.text())
                        .contains(mistake.kind().name());
            }
        }
    }

    @Test
    void shows_what_can_be_read_as_tables() {
        var answer = check(SAMPLE);

        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
        assertThat(answer.out().lines())
                .contains(
                        "credit types",
                        "  credits  6 decimals  never below zero",
                        "  sms      0 decimals  down to -50       owed ones cost 0.05 USD each",
                        "  sms-100      100 text messages  5.00 USD, 4.50 EUR    100 sms",
                        "  LAUNCH    20 % off      once",
                        "no mistakes");
        assertThat(answer.out())
                .contains("50 credits for P6M")
                .contains("20.00 USD a month, 200.00 USD a year")
                .contains("trial of 14 days with 500 credits");
    }

    @Test
    void the_example_of_the_page_prints_what_the_page_says() throws IOException {
        var page = Files.readString(Path.of("../docs/catalogue.md"));
        var example = Files.writeString(folder.resolve("example.yml"), between(page, "```yaml\n", "```"));

        var answer = check(example);

        assertThat(answer.status()).as(answer.out()).isZero();
        assertThat(answer.out()).isEqualToNormalizingNewlines(between(page, "```text\n", "```"));
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }

    @Test
    void a_file_that_is_no_catalogue_is_one_sentence() throws IOException {
        var broken = Files.writeString(folder.resolve("broken.yml"), "spike:\n  products: [\n");

        var answer = check(broken);

        assertThat(answer.status()).isOne();
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .contains("broken.yml, line 3: this is not YAML")
                .doesNotContain("\tat ");
        assertThat(check(folder.resolve("none.yml")).err()).contains("does not exist");
        assertThat(check(folder).err()).contains("is a folder");
    }

    private static final String OF_AN_APPLICATION = """
            spike:
              provider: acme
              products:
                - id: team
                  price: 10.00 USD
                  provides: [{ seats: 3, unit: desk }]
            """;

    @Test
    void knows_the_providers_and_kinds_that_it_is_told_of() throws IOException {
        var file = Files.writeString(folder.resolve("application.yml"), OF_AN_APPLICATION);

        var untold = check(file);
        var told = check(file, "--provider", "acme", "--kind", "seats=unit");

        assertThat(untold.status()).isOne();
        assertThat(told.status()).as(told.out()).isZero();
        assertThat(told.out()).contains("provider acme").contains("3 seats {unit=desk}");
    }

    @Test
    void shows_no_price_where_none_can_be_read_and_counts_one_mistake_as_one() throws IOException {
        var file = Files.writeString(folder.resolve("unpriced.yml"), """
                spike:
                  zone: Europe/Vilnius
                  provider: local
                  subscriptions:
                    - { id: pro, price-monthly: ten }
                  discounts: [{ code: LAUNCH, percent: 20, times: 3 }]
                  cancellation-offers: [{ discount: LAUNCH }]
                """);

        var answer = check(file);

        assertThat(answer.out().lines())
                .contains("  provider local  zone Europe/Vilnius", "  LAUNCH  20 % off  3 times", "1 mistake");
        assertThat(answer.out()).contains("no price").contains("cancellation offers");
    }

    @Test
    void has_help() {
        var out = new StringWriter();

        int status =
                SpikeCommand.commandLine().setOut(new PrintWriter(out, true)).execute("catalogue");

        assertThat(status).isZero();
        assertThat(out.toString()).contains("Usage: spike catalogue").contains("check");
    }
}
