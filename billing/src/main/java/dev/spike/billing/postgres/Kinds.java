package dev.spike.billing.postgres;

import dev.spike.billing.CreditAmount;
import dev.spike.billing.OrderLine.Provided;
import dev.spike.billing.Providable;
import dev.spike.billing.ProvidableKind;
import dev.spike.ledger.CreditType;
import java.util.List;
import java.util.Map;

/** What can be provided: credits, and the kinds that the application has added. */
record Kinds(List<CreditType> creditTypes, Map<String, ProvidableKind> added) {

    /** Makes again what an order keeps. */
    Providable read(Provided provided) {
        return provided.kind().equals(CreditAmount.WORD)
                ? CreditAmount.read(provided.terms(), creditTypes)
                : added(provided.kind()).read(provided.terms());
    }

    /** Whether the ledger has the credit type; one that plans gave may have been left out since. */
    boolean hasCreditType(String id) {
        return creditTypes.stream().anyMatch(type -> type.id().equals(id));
    }

    ProvidableKind added(String word) {
        var kind = added.get(word);
        if (kind == null) {
            throw new IllegalStateException("The kind '" + word + "' is not known, but was sold; add it to the builder"
                    + " again, and what was bought is provided.");
        }
        return kind;
    }
}
