package dev.spike.server.catalogue;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.Event.ID;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Flattens what stands under {@code spike} into paths and texts, straight from the parser's events: nothing is built in
 * between, so nothing can grow, and no text is taken for a number or a date.
 */
final class FlatYaml {

    private static final String ROOT = "spike";

    /** A catalogue needs seven. */
    private static final int DEPTH_MAX = 20;

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private final Iterator<Event> events;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private FlatYaml(String text) {
        var settings = LoadSettings.builder()
                .setCodePointLimit(CatalogueFile.BYTES_MAX)
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    static FlatYaml of(String text) {
        var yaml = new FlatYaml(text);
        yaml.readStream();
        return yaml;
    }

    /** The texts by their paths, in the order of the file. */
    Map<String, String> texts() {
        return texts;
    }

    /** The lines by the paths of texts, and of the sections around them. */
    Map<String, Integer> lines() {
        return lines;
    }

    private void readStream() {
        events.next();
        if (events.next().getEventId() == ID.StreamEnd) {
            throw new UnfitYamlException(1, "nothing is in it; write a catalogue under the key " + ROOT + ".");
        }
        readRoot(events.next());
        events.next();
        var end = events.next();
        if (end.getEventId() != ID.StreamEnd) {
            throw unfit(end, "a second document begins; a catalogue is one.");
        }
        if (!lines.containsKey("")) {
            throw new UnfitYamlException(1, "there is no key " + ROOT + "; write the catalogue under it.");
        }
    }

    private void readRoot(Event root) {
        if (root.getEventId() != ID.MappingStart) {
            throw unfit(root, "keys are expected; write a catalogue under the key " + ROOT + ".");
        }
        for (var key = events.next(); key.getEventId() != ID.MappingEnd; key = events.next()) {
            boolean ours =
                    key instanceof ScalarEvent scalar && scalar.getValue().equals(ROOT);
            if (!ours) {
                skip(key, 1);
                skip(events.next(), 1);
            } else if (lines.put("", lineOf(key)) == null) {
                read(events.next(), "", 1);
            } else {
                throw unfit(key, "the key " + ROOT + " stands here for the second time; put all under one.");
            }
        }
    }

    /** What is not ours may be any YAML, but not without bottom. */
    private void skip(Event event, int depth) {
        checkDepth(event, depth);
        boolean opens = event.getEventId() == ID.MappingStart || event.getEventId() == ID.SequenceStart;
        if (opens) {
            for (var inner = events.next(); !isEnd(inner); inner = events.next()) {
                skip(inner, depth + 1);
            }
        }
    }

    private static boolean isEnd(Event event) {
        return event.getEventId() == ID.MappingEnd || event.getEventId() == ID.SequenceEnd;
    }

    private void read(Event event, String path, int depth) {
        checkDepth(event, depth);
        checkPlain(event);
        if (event instanceof ScalarEvent scalar) {
            boolean isNull = scalar.isPlain() && NULLS.contains(scalar.getValue());
            write(event, path, isNull ? "" : scalar.getValue());
        } else if (event.getEventId() == ID.MappingStart) {
            readKeys(event, path, depth);
        } else {
            readItems(event, path, depth);
        }
    }

    private void readKeys(Event start, String path, int depth) {
        var names = new HashSet<String>();
        for (var key = events.next(); key.getEventId() != ID.MappingEnd; key = events.next()) {
            var name = nameOf(key);
            if (!names.add(name)) {
                throw unfit(key, "the key '" + name + "' stands here for the second time; leave one out.");
            }
            var inner = path.isEmpty() ? name : path + "." + name;
            lines.put(inner, lineOf(key));
            read(events.next(), inner, depth + 1);
        }
        if (names.isEmpty() && !path.isEmpty()) {
            write(start, path, "");
        }
    }

    private void readItems(Event start, String path, int depth) {
        int number = 0;
        for (var item = events.next(); item.getEventId() != ID.SequenceEnd; item = events.next()) {
            var inner = path + "[" + number + "]";
            lines.put(inner, lineOf(item));
            read(item, inner, depth + 1);
            number++;
        }
        if (number == 0 && !path.isEmpty()) {
            write(start, path, "");
        }
    }

    /** A key may hold dots and brackets, and so lead to where another leads. */
    private void write(Event event, String path, String text) {
        if (texts.put(path, text) != null) {
            throw unfit(event, "the value of '" + path + "' stands here for the second time; leave one out.");
        }
    }

    private static String nameOf(Event key) {
        checkPlain(key);
        if (key instanceof ScalarEvent scalar && !(scalar.isPlain() && NULLS.contains(scalar.getValue()))) {
            return scalar.getValue();
        }
        throw unfit(key, "a key is not a text; write a name and a colon.");
    }

    private static void checkDepth(Event event, int depth) {
        if (depth > DEPTH_MAX) {
            throw unfit(event, "more than " + DEPTH_MAX + " levels lie within each other; no catalogue needs them.");
        }
    }

    /** What an alias or a tag would make of a value could not be read where it stands. */
    private static void checkPlain(Event event) {
        if (event.getEventId() == ID.Alias) {
            throw unfit(event, "an alias stands here; write out what it means.");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw unfit(event, "an anchor stands here; leave it out, as there are no aliases.");
        }
        if (tag(event).isPresent()) {
            throw unfit(event, "a tag stands here; leave it out, as every value is a text.");
        }
    }

    private static Optional<String> tag(Event event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag();
        }
        return event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
    }

    private static UnfitYamlException unfit(Event event, String message) {
        return new UnfitYamlException(lineOf(event), message);
    }

    private static int lineOf(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
