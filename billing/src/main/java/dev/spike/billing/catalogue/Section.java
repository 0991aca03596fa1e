package dev.spike.billing.catalogue;

import dev.spike.billing.catalogue.Entry.Part;
import dev.spike.billing.catalogue.Entry.Parts;
import dev.spike.billing.catalogue.Entry.Setting;
import dev.spike.billing.catalogue.Entry.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what stands under one place after the table for it; whatever is wrong is noted, and answered as not there. */
final class Section {

    private final Node node;
    private final Mistakes mistakes;

    private Section(Node node, Mistakes mistakes) {
        this.node = node;
        this.mistakes = mistakes;
    }

    /** Begins to read; a key that the table does not have is a mistake. */
    static Section of(Node node, Shape shape, Mistakes mistakes) {
        if (node.hasText() || !node.items().isEmpty()) {
            mistakes.add(MistakeKind.NOT_A_SECTION, node, "write its keys: " + String.join(", ", shape.names()));
        }
        node.keys().forEach((name, child) -> {
            if (!shape.names().contains(name)) {
                mistakes.add(MistakeKind.UNKNOWN_KEY, child, meant(name, shape.names()));
            }
        });
        return new Section(node, mistakes);
    }

    static String meant(String written, List<String> known) {
        return Spelling.nearest(written, known)
                .map(word -> "did you mean '" + word + "'? Known here are " + String.join(", ", known))
                .orElse("known here are " + String.join(", ", known));
    }

    boolean has(Entry entry) {
        return node.keys().containsKey(entry.name());
    }

    <T> Optional<T> value(Setting<T> setting) {
        var child = node.keys().get(setting.name());
        if (child != null) {
            return valueAt(child, setting.form());
        }
        if (setting.whenMissing() != null) {
            mistakes.addMissing(setting.whenMissing(), node, setting.name(), setting.allowed());
        }
        return setting.byDefault() == null
                ? Optional.empty()
                : valueAt(defaultOf(setting.name(), setting.byDefault()), setting.form());
    }

    private Node defaultOf(String name, String text) {
        var written = Node.at(node.pathOf(name), node.place());
        written.write(text);
        return written;
    }

    <T> Optional<T> valueAt(Node child, Form<T> form) {
        var text = child.value();
        if (child.isParted() || text == null) {
            mistakes.add(MistakeKind.NOT_A_VALUE, child, form.allowed());
            return Optional.empty();
        }
        if (text.isBlank() && !form.takesBlank()) {
            mistakes.add(MistakeKind.VALUE_BLANK, child, "leave it out, or " + form.allowed());
            return Optional.empty();
        }
        try {
            return Optional.of(form.read(text));
        } catch (Misread e) {
            mistakes.add(e.kind(), child, form.allowed());
            return Optional.empty();
        }
    }

    <T> List<T> values(Values<T> values) {
        var read = new ArrayList<T>();
        for (var item : items(values)) {
            valueAt(item, values.form()).ifPresent(read::add);
        }
        return read;
    }

    List<Section> sections(Parts parts, Shape shape) {
        return items(parts).stream().map(item -> of(item, shape, mistakes)).toList();
    }

    Optional<Section> section(Part part) {
        return Optional.ofNullable(node.keys().get(part.name())).map(child -> of(child, part.shape(), mistakes));
    }

    /** The entries of a list; an empty text is an empty list. */
    List<Node> items(Entry list) {
        var child = node.keys().get(list.name());
        if (child == null) {
            return List.of();
        }
        if (child.hasText() || !child.keys().isEmpty()) {
            mistakes.add(MistakeKind.NOT_A_LIST, child, "begin each entry with a hyphen; " + list.allowed());
        }
        for (var number : child.items().keySet()) {
            if (number > 0 && !child.items().containsKey(number - 1)) {
                mistakes.add(
                        MistakeKind.LIST_GAP,
                        child.items().get(number),
                        "the numbers of a list begin at 0 and leave none out");
            }
        }
        return List.copyOf(child.items().values());
    }

    /** What the value of the key says is wrong. */
    void mistake(MistakeKind kind, Entry entry, String allowed) {
        mistakes.add(kind, node.keys().getOrDefault(entry.name(), node), allowed);
    }

    void mistakeAt(MistakeKind kind, Node item, String allowed) {
        mistakes.add(kind, item, allowed);
    }

    /** The section itself is wrong. */
    void mistake(MistakeKind kind, String allowed) {
        mistakes.add(kind, node, allowed);
    }

    void missing(MistakeKind kind, Entry entry, String allowed) {
        mistakes.addMissing(kind, node, entry.name(), allowed);
    }
}
