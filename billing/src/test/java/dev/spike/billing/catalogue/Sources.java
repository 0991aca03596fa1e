package dev.spike.billing.catalogue;

import dev.spike.billing.Catalogue;
import dev.spike.billing.ProvidableKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Catalogues written as lines of {@code path = value}. */
final class Sources {

    private Sources() {}

    static CatalogueSource of(String... lines) {
        Map<String, String> values = new LinkedHashMap<>();
        for (var line : lines) {
            int equals = line.indexOf(" =");
            values.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 2).strip());
        }
        return CatalogueSource.of(values);
    }

    static Catalogue read(String... lines) {
        return read(of(lines));
    }

    static Catalogue read(CatalogueSource source, ProvidableKind... kinds) {
        return CatalogueReader.of(List.of(kinds), List.of("local", "stripe")).read(source);
    }

    static List<Mistake> mistakes(CatalogueSource source, ProvidableKind... kinds) {
        try {
            read(source, kinds);
            return List.of();
        } catch (CatalogueException e) {
            return e.mistakes();
        }
    }

    static List<Mistake> mistakes(String... lines) {
        return mistakes(of(lines));
    }
}
