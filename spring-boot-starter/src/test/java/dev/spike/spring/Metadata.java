package dev.spike.spring;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        for (var property :
                list(JsonParserFactory.getJsonParser().parseMap(json()).get("properties"))) {
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
        return keys;
    }

    /** The file beside the starter's classes: those of tests have one too, with records that only tests know. */
    private static String json() throws IOException {
        var classes =
                SpikeProperties.class.getProtectionDomain().getCodeSource().getLocation();
        try (var file = URI.create(classes + FILE).toURL().openStream()) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
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
