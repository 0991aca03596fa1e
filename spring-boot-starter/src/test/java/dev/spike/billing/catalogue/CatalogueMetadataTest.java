package dev.spike.billing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.catalogue.Entry.Part;
import dev.spike.billing.catalogue.Entry.Parts;
import dev.spike.billing.catalogue.Entry.Setting;
import dev.spike.spring.Metadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Editors know the keys of a catalogue by the tables by which it is read. */
class CatalogueMetadataTest {

    private static final CatalogueReader READER = CatalogueReader.of(List.of(), List.of("local"));

    private static String name(String path) {
        return "spike." + path.replace("[].", "[0].").replace("[]", "");
    }

    @Test
    void every_key_that_is_read_is_explained() throws IOException {
        var keys = Metadata.keys();

        for (var path : READER.keys()) {
            assertThat(keys.values())
                    .as(path)
                    .filteredOn(key -> key.name().equals(name(path)))
                    .singleElement()
                    .satisfies(key -> assertThat(key.description()).endsWith("."));
        }
    }

    @Test
    void every_list_is_explained() throws IOException {
        var keys = Metadata.keys();

        for (var path : READER.keys()) {
            for (int end = path.indexOf("[]"); end >= 0; end = path.indexOf("[]", end + 1)) {
                assertThat(keys).as(path).containsKey(name(path.substring(0, end)));
            }
        }
    }

    @Test
    void what_is_allowed_and_what_holds_otherwise_is_said_as_the_reader_has_it() throws IOException {
        var keys = Metadata.keys();
        var checked = new ArrayList<String>();

        for (var shape : CatalogueReader.SHAPES) {
            for (var entry : shape.entries()) {
                if (!(entry instanceof Part) && !(entry instanceof Parts)) {
                    var here = keys.values().stream()
                            .filter(key -> isAt(key.name(), shape.where(), entry.name()))
                            .toList();
                    assertThat(here).as(shape.where() + " " + entry.name()).isNotEmpty();
                    assertThat(here).allSatisfy(key -> {
                        assertThat(key.description()).containsIgnoringCase(entry.allowed());
                        if (entry instanceof Setting<?> setting) {
                            assertThat(key.otherwise())
                                    .as(key.name())
                                    .isEqualTo(setting.byDefault() == null ? "" : setting.byDefault());
                        }
                    });
                    checked.add(entry.name());
                }
            }
        }

        assertThat(checked).hasSizeGreaterThan(40);
    }

    /** Whether the name is that of the key in the section, wherever that stands. */
    private static boolean isAt(String name, String where, String key) {
        var section =
                switch (where) {
                    case "spike" -> "spike\\.";
                    case "credits" -> "spike\\..*provides(-monthly|-yearly)?\\[0]\\.";
                    default ->
                        where.endsWith("[]")
                                ? "spike\\." + where.substring(0, where.length() - 2) + "\\[0]\\."
                                : "spike\\.(.*\\.)?" + where + "\\.";
                };
        return name.matches(section + key);
    }
}
