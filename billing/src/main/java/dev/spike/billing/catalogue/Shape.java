package dev.spike.billing.catalogue;

import java.util.List;

/**
 * The table of what may stand in one section of a catalogue.
 *
 * @param where the section as the page about catalogues calls it
 */
record Shape(String where, List<Entry> entries) {

    static Shape of(String where, Entry... entries) {
        return new Shape(where, List.of(entries));
    }

    List<String> names() {
        return entries.stream().map(Entry::name).toList();
    }
}
