package dev.spike.billing.catalogue;

import dev.spike.billing.CreditTypeTerms;
import dev.spike.ledger.CreditType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The credit types of the catalogue being read, by their ids; of one with mistakes only the id is known, so that what names it
 * is no second mistake.
 */
final class CreditTypes {

    private final Map<String, Optional<CreditTypeTerms>> byId = new LinkedHashMap<>();

    /** Answers whether the id is a new one. */
    boolean put(String id, Optional<CreditTypeTerms> terms) {
        return byId.putIfAbsent(id, terms) == null;
    }

    boolean knows(String id) {
        return byId.containsKey(id);
    }

    List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    Optional<CreditType> type(String id) {
        return byId.getOrDefault(id, Optional.empty()).map(CreditTypeTerms::creditType);
    }

    List<CreditTypeTerms> terms() {
        return byId.values().stream().flatMap(Optional::stream).toList();
    }
}
