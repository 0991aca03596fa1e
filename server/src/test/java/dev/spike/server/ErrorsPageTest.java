package dev.spike.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.BillingError;
import dev.spike.embedded.EmbeddedPostgresException;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.SpikeError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on errors lists every code that there is, and no other. */
class ErrorsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "errors.md");

    /** A line for each module that has errors of its own, by its title on the page. */
    private static final Map<String, SpikeError[]> SPIKE_ERRORS = new LinkedHashMap<>(Map.of(
            "Ledger", ErrorCode.values(),
            "Billing", BillingError.values()));

    /** Those of a module that is not on this class path, read from its source. */
    private static final Map<String, Path> WRITTEN_ERRORS = Map.of(
            "Metered methods",
            Path.of("..", "spring-boot-starter", "src/main/java/dev/spike/spring/metered/MeteredError.java"));

    private static final Pattern ENUM_OF_ERRORS = Pattern.compile("enum (\\w+) implements SpikeError");
    private static final Pattern CONSTANT_OF_ERRORS = Pattern.compile("(?m)^    ([A-Z_]+)[,;]$");
    private static final Pattern CODE_OF_REPLAYS = Pattern.compile("String code\\(\\) \\{\\s+return \"(.*)\";");

    /** A row of a table: code, what it means, what moved, what to do. */
    private record Row(String section, List<String> cells) {

        String code() {
            return cells.get(0).replace("`", "");
        }
    }

    private static List<Row> rows() throws IOException {
        return Stream.of(Files.readString(PAGE).split("\n## "))
                .flatMap(section -> section.lines()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> new Row(
                                section.lines().findFirst().orElseThrow(),
                                Arrays.asList(
                                        line.substring(2, line.length() - 2).split(" \\| ", -1)))))
                .toList();
    }

    private static List<String> codesOf(String section) throws IOException {
        return rows().stream()
                .filter(row -> row.section().equals(section))
                .map(Row::code)
                .toList();
    }

    private static List<String> inSources(Path sources, Pattern found) throws IOException {
        try (var files = Files.walk(sources)) {
            var texts = files.filter(file -> file.toString().endsWith(".java")).toList();
            return texts.stream()
                    .flatMap(file -> found.matcher(text(file)).results())
                    .map(result -> result.group(1))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void every_code_of_every_module_is_listed_in_its_order_and_no_other() throws IOException {
        for (var module : SPIKE_ERRORS.entrySet()) {
            var codes = Stream.of(module.getValue()).map(SpikeError::code).toList();

            assertThat(codesOf(module.getKey())).as(module.getKey()).isEqualTo(codes);
        }
        for (var module : WRITTEN_ERRORS.entrySet()) {
            var codes = CONSTANT_OF_ERRORS
                    .matcher(text(module.getValue()))
                    .results()
                    .map(constant -> constant.group(1).toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toList();

            assertThat(codesOf(module.getKey())).as(module.getKey()).isEqualTo(codes);
        }
    }

    @Test
    void every_module_with_errors_of_its_own_has_a_line_here() throws IOException {
        var here = Stream.concat(
                        SPIKE_ERRORS.values().stream()
                                .map(errors -> errors[0].getClass().getSimpleName()),
                        WRITTEN_ERRORS.values().stream()
                                .map(file -> file.toFile().getName().replace(".java", "")))
                .toList();
        try (var modules = Files.list(Path.of(".."))) {
            var sources = modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList();
            for (var source : sources) {
                assertThat(here).as(source.toString()).containsAll(inSources(source, ENUM_OF_ERRORS));
            }
        }
    }

    @Test
    void the_codes_of_the_postgresql_in_the_box_and_of_replays_are_listed_and_no_other() throws IOException {
        assertThat(codesOf("PostgreSQL in the box"))
                .isEqualTo(Stream.of(EmbeddedPostgresException.Code.values())
                        .map(Enum::name)
                        .toList());
        assertThat(codesOf("Replaying a trace"))
                .containsExactlyInAnyOrderElementsOf(
                        inSources(Path.of("src/main/java/dev/spike/server/replay"), CODE_OF_REPLAYS));
    }

    @Test
    void codes_are_unique_and_in_kebab_case() {
        var codes = SPIKE_ERRORS.values().stream()
                .flatMap(Stream::of)
                .map(SpikeError::code)
                .toList();

        assertThat(codes).doesNotHaveDuplicates().allMatch(code -> code.matches("[a-z]+(-[a-z]+)*"));
    }

    @Test
    void every_row_says_what_it_means_what_moved_and_what_to_do() throws IOException {
        assertThat(rows().stream().map(Row::section).collect(Collectors.toSet()))
                .hasSize(SPIKE_ERRORS.size() + WRITTEN_ERRORS.size() + 2);
        assertThat(rows())
                .allSatisfy(row -> assertThat(row.cells()).hasSize(4).noneMatch(String::isBlank))
                .extracting(Row::code)
                .doesNotHaveDuplicates();
    }
}
