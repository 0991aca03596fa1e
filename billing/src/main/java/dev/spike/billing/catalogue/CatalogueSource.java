package dev.spike.billing.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A catalogue as it was written: the texts of all values by their paths, in the order in which they stand there.
 *
 * <p>Paths are those of Spring's properties: {@code products[0].provides[1].expires-after}. An empty list or section is its
 * path with an empty text.
 */
public record CatalogueSource(Map<String, String> values) {

    /** Some two hundred products with all they can have. */
    public static final int VALUES_MAX = 10_000;

    private static final String PREFIX = "spike.";

    public CatalogueSource {
        if (values.size() > VALUES_MAX) {
            throw new IllegalArgumentException("The catalogue has " + values.size() + " values; at most " + VALUES_MAX
                    + " are read. Resolve special offers per billable instead.");
        }
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * The texts by their paths, which begin inside the catalogue.
     *
     * @throws IllegalArgumentException when a path begins with {@code spike.}
     */
    public static CatalogueSource of(Map<String, String> values) {
        for (var path : values.keySet()) {
            if (path.startsWith(PREFIX)) {
                throw new IllegalArgumentException(
                        "The path '" + path + "' begins with '" + PREFIX + "'; leave '" + PREFIX + "' off.");
            }
        }
        return new CatalogueSource(values);
    }

    /**
     * The properties that begin with {@code spike.}, as an application's file has them; others are not looked at.
     *
     * @throws IllegalArgumentException when there are properties, and none of them begins so
     */
    public static CatalogueSource of(Properties properties) {
        Map<String, String> values = new TreeMap<>();
        for (var name : properties.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                values.put(name.substring(PREFIX.length()), properties.getProperty(name));
            }
        }
        if (values.isEmpty() && !properties.isEmpty()) {
            throw new IllegalArgumentException("None of " + properties.size() + " properties begins with '" + PREFIX
                    + "', under which a catalogue stands; write " + PREFIX + "products[0].id=pack-10.");
        }
        return new CatalogueSource(values);
    }
}
