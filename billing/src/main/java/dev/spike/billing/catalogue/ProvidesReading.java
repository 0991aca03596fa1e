package dev.spike.billing.catalogue;

import dev.spike.billing.CreditAmount;
import dev.spike.billing.Providable;
import dev.spike.billing.ProvidableKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what products and plans provide: credits, and what the application's own kinds understand. */
final class ProvidesReading {

    private final CreditsReading credits;
    private final List<ProvidableKind> kinds;
    private final Mistakes mistakes;

    ProvidesReading(CreditTypes creditTypes, List<ProvidableKind> kinds, Mistakes mistakes) {
        this.credits = new CreditsReading(creditTypes, mistakes);
        this.kinds = kinds;
        this.mistakes = mistakes;
    }

    List<Providable> read(Section section, Entry provides, Occasion occasion) {
        var read = new ArrayList<Providable>();
        for (var item : section.items(provides)) {
            providable(item, occasion).ifPresent(read::add);
        }
        return read;
    }

    private Optional<? extends Providable> providable(Node item, Occasion occasion) {
        var words = Stream.concat(Stream.of(CreditAmount.WORD), kinds.stream().map(ProvidableKind::word))
                .toList();
        var named = words.stream().filter(item.keys()::containsKey).toList();
        if (named.size() > 1) {
            mistakes.add(
                    MistakeKind.PROVIDABLE_INVALID, item, "give " + String.join(" and ", named) + " an entry each");
            return Optional.empty();
        }
        if (named.isEmpty()) {
            mistakes.add(MistakeKind.PROVIDABLE_INVALID, item, meant(item, words));
            return Optional.empty();
        }
        return named.get(0).equals(CreditAmount.WORD)
                ? credits.read(item, occasion)
                : kinds.stream()
                        .filter(kind -> kind.word().equals(named.get(0)))
                        .findFirst()
                        .flatMap(kind -> own(item, kind));
    }

    private static String meant(Node item, List<String> words) {
        return item.keys().keySet().stream()
                .flatMap(name -> Spelling.nearest(name, words).stream())
                .findFirst()
                .map(word -> "did you mean '" + word + "'? One of these is needed: " + String.join(", ", words))
                .orElse("one of these is needed: " + String.join(", ", words));
    }

    private Optional<Providable> own(Node item, ProvidableKind kind) {
        var known = Stream.concat(
                        Stream.of(kind.word()), kind.settings().stream().sorted())
                .toList();
        var terms = new LinkedHashMap<String, String>();
        collect(item, "", terms, known);
        try {
            return Optional.of(kind.read(terms));
        } catch (IllegalArgumentException e) {
            mistakes.add(
                    MistakeKind.PROVIDABLE_INVALID,
                    item,
                    Shown.path(String.valueOf(e.getMessage())).replaceFirst("\\.$", ""));
            return Optional.empty();
        }
    }

    private void collect(Node node, String prefix, Map<String, String> terms, List<String> known) {
        node.keys().forEach((name, child) -> {
            var whole = prefix + name;
            var value = child.value();
            if (child.isParted()) {
                collect(child, whole + ".", terms, known);
            } else if (known.contains(whole) && value != null) {
                terms.put(whole, value);
            } else {
                mistakes.add(MistakeKind.UNKNOWN_KEY, child, Section.meant(whole, known));
            }
        });
    }
}
