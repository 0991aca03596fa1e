package dev.spike.billing.catalogue;

import dev.spike.billing.BillingError;
import dev.spike.ledger.SpikeException;
import java.util.List;
import java.util.stream.Collectors;

/** A catalogue has mistakes, and nothing of it is used; the message lists all of them. */
public final class CatalogueException extends SpikeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    CatalogueException(List<Mistake> mistakes) {
        super(BillingError.CATALOGUE_INVALID, message(mistakes), null);
        this.mistakes = List.copyOf(mistakes);
    }

    private static String message(List<Mistake> mistakes) {
        return mistakes.stream()
                .map(mistake -> "\n  " + mistake.text())
                .collect(Collectors.joining("", "The catalogue has " + count(mistakes.size()) + ":", ""));
    }

    private static String count(int mistakes) {
        return mistakes == 1 ? "1 mistake; mend it" : mistakes + " mistakes; mend them";
    }

    /** All mistakes, in the order of the places where they are; never empty. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
