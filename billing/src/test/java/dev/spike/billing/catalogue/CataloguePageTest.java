package dev.spike.billing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Catalogue;
import dev.spike.billing.ProvidableKind;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page about catalogues has the tables by which they are read. */
class CataloguePageTest {

    private static final Path PAGE = Path.of("../docs/catalogue.md");

    private static final Path HERE = Path.of("src/test/java/dev/spike/billing/catalogue/CataloguePageTest.java");

    static Stream<Shape> shapes() {
        return CatalogueReader.SHAPES.stream();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void every_key_has_its_row_with_type_default_and_what_is_allowed(Shape shape) throws IOException {
        var expected = shape.entries().stream().map(CataloguePageTest::row).toList();

        assertThat(rowsUnder("### `" + shape.where() + "`")).isEqualTo(expected);
    }

    @Test
    void the_example_in_java_reads_properties() throws IOException {
        var properties = new Properties();
        properties.load(new StringReader("spike.zone=Europe/Vilnius\nspike.credit-types[0].id=sms"));

        assertThat(read(List.of(), properties).settings().zone()).isEqualTo(ZoneId.of("Europe/Vilnius"));
        var here = Files.readString(HERE).replaceAll("(?m)^        ", "");
        var shown = Files.readString(PAGE).split("```java\n", 2)[1].split("```", 2)[0];
        assertThat(here).contains(shown);
    }

    private static Catalogue read(List<ProvidableKind> kinds, Properties properties) {
        CatalogueReader reader = CatalogueReader.of(kinds, List.of("local"));
        Catalogue catalogue = reader.read(CatalogueSource.of(properties));
        return catalogue;
    }

    private static String row(Entry entry) {
        return "| `%s` | %s | %s | %s |".formatted(entry.name(), entry.type(), entry.otherwise(), entry.allowed());
    }

    private static List<String> rowsUnder(String heading) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("| `"))
                .toList();
    }
}
