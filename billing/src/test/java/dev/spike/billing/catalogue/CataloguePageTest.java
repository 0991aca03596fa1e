package dev.spike.billing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page about catalogues has the tables by which they are read. */
class CataloguePageTest {

    private static final Path PAGE = Path.of("../docs/catalogue.md");

    static Stream<Shape> shapes() {
        return CatalogueReader.SHAPES.stream();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void every_key_has_its_row_with_type_default_and_what_is_allowed(Shape shape) throws IOException {
        var expected = shape.entries().stream().map(CataloguePageTest::row).toList();

        assertThat(rowsUnder("### `" + shape.where() + "`")).isEqualTo(expected);
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
