package dev.spike.billing.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A catalogue as it was written: the texts of all values by their paths, in the order in which they stand there.
 *
 * <p>Paths are those of Spring's properties: {@code products[0].provides[1].expires-after}. An empty list or section is its
 * path with an empty text.
 */
public record CatalogueSource(Map<String, String> values) {

    /** Some two hundred products with all they can have. */
    public static final int VALUES_MAX = 10_000;

    public CatalogueSource {
        if (values.size() > VALUES_MAX) {
            throw new IllegalArgumentException("The catalogue has " + values.size() + " values; at most " + VALUES_MAX
                    + " are read. Resolve special offers per billable instead.");
        }
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public static CatalogueSource of(Map<String, String> values) {
        return new CatalogueSource(values);
    }
}
