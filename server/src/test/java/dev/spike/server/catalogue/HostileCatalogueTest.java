package dev.spike.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.catalogue.CatalogueReader;
import dev.spike.billing.catalogue.CatalogueSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Other people's collections of what breaks careless code, where the folder of data is given with -Dspike.data. */
class HostileCatalogueTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final CatalogueReader READER = CatalogueReader.of(List.of(), List.of("local"));

    @TempDir
    private Path folder;

    private static Path data(String name) {
        var data = System.getProperty("spike.data", "");
        var file = Path.of(data, "hostile", name);
        if (data.isBlank()) {
            System.out.println("Not read: hostile/" + name + " (name its folder with -Dspike.data=FOLDER)");
        }
        Assumptions.assumeTrue(!data.isBlank() && Files.isRegularFile(file), name + " is not there");
        return file;
    }

    @Test
    void every_naughty_name_is_kept_as_it_is_or_refused_with_a_sentence() throws IOException {
        var names = new ArrayList<String>();
        for (var name : JSON.readTree(Files.readString(data("blns.json")))) {
            names.add(name.stringValue());
        }

        int refused = 0;
        for (var name : names) {
            var judged = READER.judge(CatalogueSource.of(product(name)));
            if (judged.mistakes().isEmpty()) {
                assertThat(judged.catalogue().product("p").orElseThrow().name()).isEqualTo(name);
            } else {
                refused++;
                assertThat(judged.mistakes()).singleElement().satisfies(mistake -> {
                    assertThat(mistake.path()).isEqualTo("products[0].name");
                    assertThat(mistake.text().codePoints()).noneMatch(Character::isISOControl);
                });
            }
        }

        assertThat(names).hasSizeGreaterThan(400);
        assertThat(refused).isBetween(1, names.size() / 5);
    }

    private static Map<String, String> product(String name) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("provider", "local");
        values.put("products[0].id", "p");
        values.put("products[0].name", name);
        values.put("products[0].price", "1.00 USD");
        return values;
    }

    @Test
    void every_odd_document_is_read_or_refused_with_a_sentence() throws IOException {
        int documents = 0;
        int refused = 0;
        try (var lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(data("jsontestsuite-parsing.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var bytes = Base64.getDecoder()
                        .decode(JSON.readTree(line).get("base64").stringValue());
                documents++;
                refused += refuses(bytes) + refuses(under(bytes));
            }
        }

        assertThat(documents).isEqualTo(318);
        assertThat(refused).isGreaterThan(documents);
    }

    private static byte[] under(byte[] document) {
        var key = "spike: ".getBytes(StandardCharsets.US_ASCII);
        var all = new byte[key.length + document.length];
        System.arraycopy(key, 0, all, 0, key.length);
        System.arraycopy(document, 0, all, key.length, document.length);
        return all;
    }

    private int refuses(byte[] document) throws IOException {
        var file = Files.write(folder.resolve("document.yml"), document);
        try {
            READER.judge(CatalogueFile.read(file).source());
            return 0;
        } catch (CatalogueFileException e) {
            assertThat(e).hasMessageContaining("document.yml").hasMessageNotContaining("\n");
            return 1;
        }
    }
}
