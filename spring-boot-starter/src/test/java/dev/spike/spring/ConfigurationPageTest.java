package dev.spike.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.catalogue.CatalogueReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page of all keys is made of what editors are told. With {@code -Dconfiguration.write=true} it is written anew.
 */
class ConfigurationPageTest {

    private static final Path PAGE = Metadata.docs().resolve("configuration.md");

    private static final String MADE = "<!-- made by ConfigurationPageTest from here on -->\n";

    private static String page(Map<String, Metadata.Key> keys) {
        var sections = new TreeMap<>(keys.values().stream().collect(Collectors.groupingBy(key -> section(key.name()))));
        return sections.entrySet().stream()
                .map(section -> "\n## `" + section.getKey()
                        + "`\n\n| key | type | otherwise | what |\n| --- | --- | --- | --- |\n"
                        + section.getValue().stream()
                                .map(ConfigurationPageTest::row)
                                .collect(Collectors.joining()))
                .collect(Collectors.joining());
    }

    private static String section(String name) {
        return name.substring(0, name.lastIndexOf('.')).replace("[0]", "[]");
    }

    private static String row(Metadata.Key key) {
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        key.name().substring(key.name().lastIndexOf('.') + 1),
                        key.shortType(),
                        key.otherwise().isEmpty() ? "" : "`" + key.otherwise() + "`",
                        key.description());
    }

    @Test
    void the_page_has_every_key_with_its_type_its_default_and_what_it_is() throws IOException {
        var made = page(Metadata.keys());
        var parts = Files.readString(PAGE).split(MADE, 2);
        if (Boolean.getBoolean("configuration.write")) {
            Files.writeString(PAGE, parts[0] + MADE + made);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(parts[0] + MADE + made);
    }

    @Test
    void editors_are_told_of_no_key_that_is_not_there() throws IOException {
        var known = CatalogueReader.of(List.of(), List.of()).keys().stream()
                .map(path -> "spike." + path.replace("[].", "[0].").replace("[]", ""))
                .collect(Collectors.toSet());

        var others = Metadata.keys().keySet().stream()
                .filter(name -> !known.contains(name))
                .filter(name -> known.stream().noneMatch(key -> key.startsWith(name + "[0]")))
                .toList();

        assertThat(others)
                .allMatch(name -> name.matches("spike\\.(data-source|migrate|install|[a-z]+\\.[a-z.-]+)"))
                .contains("spike.data-source", "spike.migrate", "spike.install", "spike.local.secret");
    }

    @Test
    void every_key_is_explained() throws IOException {
        assertThat(Metadata.keys().values()).isNotEmpty().allSatisfy(key -> assertThat(key.description())
                .as(key.name())
                .isNotBlank()
                .endsWith(".")
                .doesNotContain("|"));
    }
}
