package dev.spike.spring;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** Finds the canonical spelling of keys that are written in one of Spring's relaxed forms. */
final class KeyNames {

    /** The prefix is the first element of every name. */
    private static final int AFTER_PREFIX = 1;

    private final Key root = new Key("");

    /** A name of the known keys, without dashes and in small letters, and what may stand below it. */
    private record Key(String canonical, Map<String, Key> below) {

        Key(String canonical) {
            this(canonical, new HashMap<>());
        }

        Key child(String name) {
            return below.computeIfAbsent(uniform(name), uniform -> new Key(name));
        }

        private static String uniform(String name) {
            return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A place, spelled as the documentation does where it is known.
     *
     * @param known whether every part of it is
     */
    record Place(String path, boolean known) {}

    /** @param keys paths with {@code []} after what is a list */
    KeyNames(List<String> keys) {
        for (var path : keys) {
            var key = root;
            for (var name : path.replace("[]", "").split("\\.", -1)) {
                key = key.child(name);
            }
        }
    }

    /**
     * The place that the name means.
     *
     * @param variable whether it is that of an environment variable, where an underscore may stand for a dot or for a dash
     */
    Place place(ConfigurationPropertyName name, boolean variable) {
        var path = new StringBuilder();
        @Nullable Key key = root;
        boolean known = true;
        int at = AFTER_PREFIX;
        while (at < name.getNumberOfElements()) {
            int taken = 1;
            if (name.isNumericIndex(at)) {
                path.append('[').append(name.getElement(at, Form.ORIGINAL)).append(']');
            } else {
                taken = key == null ? 1 : length(key, name, at, variable);
                var child = key == null ? null : key.below().get(joined(name, at, taken));
                boolean free = key == null || key.below().isEmpty();
                known = known && (child != null || free);
                path.append(path.isEmpty() ? "" : ".")
                        .append(child == null ? name.getElement(at, Form.ORIGINAL) : child.canonical());
                key = child;
            }
            at += taken;
        }
        return new Place(path.toString(), known);
    }

    /** How many elements make up the next name: SPIKE_CREDIT_TYPES_0_ID has two of them for credit-types. */
    private static int length(Key key, ConfigurationPropertyName name, int at, boolean variable) {
        int most = variable ? name.getNumberOfElements() - at : 1;
        for (int length = most; length > 1; length--) {
            if (key.below().containsKey(joined(name, at, length))) {
                return length;
            }
        }
        return 1;
    }

    private static String joined(ConfigurationPropertyName name, int at, int length) {
        var joined = new StringBuilder();
        for (int i = at; i < at + length; i++) {
            joined.append(Key.uniform(name.getElement(i, Form.ORIGINAL)));
        }
        return joined.toString();
    }
}
