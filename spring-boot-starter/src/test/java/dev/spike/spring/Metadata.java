package dev.spike.spring;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonParserFactory;

/** What editors are told of the keys. */
public final class Metadata {

    private static final String FILE = "META-INF/spring-configuration-metadata.json";

    private Metadata() {}

    /**
     * A key as editors have it.
     *
     * @param otherwise what holds where nothing is written; empty where the description says it
     */
    public record Key(String name, String type, String description, String otherwise) {

        /** The short name of the type, with that of what it is a list of. */
        String shortType() {
            return type.replaceAll("[a-z]+\\.", "")
                    .replaceAll("List<Map<.*>>", "list")
                    .replaceAll("List<(\\w+)>", "list of $1");
        }
    }

    /** The starter's own, by their names. */
    public static Map<String, Key> keys() throws IOException {
        var keys = new TreeMap<String, Key>();
        for (var file : files()) {
            var json = new String(file.openStream().readAllBytes(), StandardCharsets.UTF_8);
            for (var property :
                    list(JsonParserFactory.getJsonParser().parseMap(json).get("properties"))) {
                var name = String.valueOf(property.get("name"));
                if (name.startsWith("spike.")) {
                    keys.put(
                            name,
                            new Key(
                                    name,
                                    String.valueOf(property.get("type")),
                                    String.valueOf(property.getOrDefault("description", "")),
                                    String.valueOf(property.getOrDefault("defaultValue", ""))));
                }
            }
        }
        return keys;
    }

    private static List<URL> files() throws IOException {
        return Collections.list(Metadata.class.getClassLoader().getResources(FILE));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(@Nullable Object properties) {
        return properties == null ? List.of() : (List<Map<String, Object>>) properties;
    }

    /** Where the documentation lies. */
    static Path docs() {
        return Path.of("..", "docs");
    }
}
