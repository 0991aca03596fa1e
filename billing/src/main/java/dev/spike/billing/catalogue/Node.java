package dev.spike.billing.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One place of a catalogue, and what stands there: a value, keys, or the entries of a list.
 *
 * @param place how many values stand before it
 */
record Node(String path, int place, Map<String, Node> keys, NavigableMap<Integer, Node> items, List<String> values) {

    static Node at(String path, int place) {
        return new Node(path, place, new LinkedHashMap<>(), new TreeMap<>(), new ArrayList<>());
    }

    Node key(String name, int placeIfNew) {
        return keys.computeIfAbsent(name, key -> at(pathOf(key), placeIfNew));
    }

    Node item(int number, int placeIfNew) {
        return items.computeIfAbsent(number, item -> at(path + "[" + item + "]", placeIfNew));
    }

    String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    void write(String value) {
        values.add(value);
    }

    @Nullable
    String value() {
        return values.isEmpty() ? null : values.get(0);
    }

    boolean hasText() {
        return !values.isEmpty() && !values.get(0).isBlank();
    }

    boolean isParted() {
        return !keys.isEmpty() || !items.isEmpty();
    }
}
