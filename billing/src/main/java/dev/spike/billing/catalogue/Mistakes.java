package dev.spike.billing.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a catalogue. */
final class Mistakes {

    private record Placed(int place, Mistake mistake) {}

    private final List<Placed> found = new ArrayList<>();

    /** What stands at the node is wrong. */
    void add(MistakeKind kind, Node at, String allowed) {
        var value = at.value();
        add(at.place(), new Mistake(kind, Shown.path(at.path()), value == null ? "" : Shown.value(value), allowed));
    }

    /** Something is missing under the node. */
    void addMissing(MistakeKind kind, Node under, String name, String allowed) {
        add(under.place(), new Mistake(kind, Shown.path(under.pathOf(name)), "", allowed));
    }

    private void add(int place, Mistake mistake) {
        if (found.stream().noneMatch(placed -> placed.mistake().equals(mistake))) {
            found.add(new Placed(place, mistake));
        }
    }

    /** By their places in the source; what is missing comes where it should have begun. */
    List<Mistake> inOrder() {
        return found.stream()
                .sorted(Comparator.comparingInt(Placed::place))
                .map(Placed::mistake)
                .toList();
    }
}
