package dev.spike.server.catalogue;

import dev.spike.billing.Providable;
import dev.spike.billing.ProvidableKind;
import dev.spike.billing.Provision;
import dev.spike.billing.TakeBack;
import java.sql.Connection;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A kind of an application that is not here, by its name: its values are not judged, and nothing is provided.
 *
 * @param settings the keys that may stand beside the word
 */
public record NamedKind(String word, Set<String> settings) implements ProvidableKind {

    public NamedKind {
        settings = Set.copyOf(settings);
    }

    /** Reads {@code seats}, or {@code seats=unit,floor} where keys stand beside the word. */
    public static NamedKind parse(String written) {
        var parts = written.split("=", 2);
        var keys = parts.length == 1 || parts[1].isEmpty()
                ? Set.<String>of()
                : Arrays.stream(parts[1].split(",")).collect(Collectors.toSet());
        return new NamedKind(parts[0], keys);
    }

    /** A thing of that kind, as it is written. */
    private record Thing(String kind, Map<String, String> terms) implements Providable {

        @Override
        public Providable times(int quantity) {
            throw new UnsupportedOperationException("nothing is sold when a catalogue is checked");
        }

        @Override
        public String text() {
            var beside = new TreeMap<>(terms);
            var value = beside.remove(kind);
            return value + " " + kind + (beside.isEmpty() ? "" : " " + beside);
        }
    }

    @Override
    public Providable read(Map<String, String> terms) {
        return new Thing(word, Map.copyOf(terms));
    }

    @Override
    public void provide(Connection connection, Provision provision) {
        throw new UnsupportedOperationException("nothing is provided when a catalogue is checked");
    }

    @Override
    public void takeBack(Connection connection, TakeBack takeBack) {
        throw new UnsupportedOperationException("nothing is taken back when a catalogue is checked");
    }
}
