package dev.spike.billing.catalogue;

import dev.spike.billing.ProvidableKind;
import dev.spike.billing.catalogue.Entry.Elsewhere;
import dev.spike.billing.catalogue.Entry.Part;
import dev.spike.billing.catalogue.Entry.Parts;
import dev.spike.billing.catalogue.Entry.Setting;
import dev.spike.billing.catalogue.Entry.Values;
import java.util.ArrayList;
import java.util.List;

/** Lists the paths of all keys that the tables have, with {@code []} after what is a list. */
final class KeyList {

    private final List<ProvidableKind> kinds;
    private final List<String> paths = new ArrayList<>();

    KeyList(List<ProvidableKind> kinds) {
        this.kinds = kinds;
    }

    List<String> of(Shape root) {
        paths.clear();
        addAll("", root);
        return List.copyOf(paths);
    }

    private void addAll(String prefix, Shape shape) {
        shape.entries().forEach(entry -> add(prefix + entry.name(), entry));
    }

    private void add(String path, Entry entry) {
        if (entry instanceof Setting<?> || entry instanceof Elsewhere) {
            paths.add(path);
        } else if (entry instanceof Values<?>) {
            paths.add(path + "[]");
        } else if (entry instanceof Part part) {
            addAll(path + ".", part.shape());
        } else if (entry instanceof Parts parts) {
            addEntriesOf(path + "[].", parts);
        }
    }

    private void addEntriesOf(String prefix, Parts parts) {
        switch (parts.name()) {
            case "credit-types" -> addAll(prefix, CreditTypeReading.SHAPE);
            case "subscriptions" -> addAll(prefix, PlanReading.SHAPE);
            case "products" -> addAll(prefix, ProductReading.SHAPE);
            case "discounts" -> addAll(prefix, DiscountReading.SHAPE);
            case "cancellation-offers" -> addAll(prefix, DiscountReading.OFFER_SHAPE);
            default -> addProvides(prefix);
        }
    }

    private void addProvides(String prefix) {
        addAll(prefix, CreditsReading.SHAPE);
        for (var kind : kinds) {
            paths.add(prefix + kind.word());
            kind.settings().stream().sorted().forEach(setting -> paths.add(prefix + setting));
        }
    }
}
