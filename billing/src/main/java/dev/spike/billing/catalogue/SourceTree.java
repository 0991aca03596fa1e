package dev.spike.billing.catalogue;

import java.util.regex.Pattern;

/** Grows the tree of a catalogue out of its flat paths. */
final class SourceTree {

    /** Lists beyond it are not written by hand. */
    static final int ITEMS_MAX = 1_000;

    private static final int PATH_MAX = 500;

    /** Names, dots between them, and numbers of entries in brackets. */
    private static final Pattern PATH =
            Pattern.compile("[^.\\[\\]]++(?:\\[\\d{1,9}])*+(?:\\.[^.\\[\\]]++(?:\\[\\d{1,9}])*+)*+");

    private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|[^.\\[\\]]+");

    private final Node root = Node.at("", 0);
    private final Mistakes mistakes;

    SourceTree(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    Node grow(CatalogueSource source) {
        int place = 0;
        for (var entry : source.values().entrySet()) {
            put(entry.getKey(), entry.getValue(), ++place);
        }
        return root;
    }

    private void put(String path, String value, int place) {
        if (path.length() > PATH_MAX || !PATH.matcher(path).matches()) {
            mistakes.add(
                    MistakeKind.PATH_MALFORMED,
                    Node.at(path, place),
                    "write names with dots between them and numbers in brackets, such as products[0].name");
            return;
        }
        var node = root;
        var steps = STEP.matcher(path);
        while (steps.find()) {
            var number = steps.group(1);
            if (number == null) {
                node = node.key(steps.group(), place);
            } else if (Integer.parseInt(number) < ITEMS_MAX) {
                node = node.item(Integer.parseInt(number), place);
            } else {
                mistakes.add(
                        MistakeKind.LIST_TOO_LONG,
                        Node.at(path, place),
                        "a list has at most " + ITEMS_MAX + " entries");
                return;
            }
        }
        node.write(value);
    }
}
