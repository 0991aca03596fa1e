package dev.spike.billing;

import dev.spike.ledger.Billable;

/** Says what a billable may buy, such as special offers for a team. Asked for every step, so it should be quick. */
@FunctionalInterface
public interface CatalogueResolver {

    /** @param configured what everybody else may buy */
    Catalogue catalogueFor(Billable billable, Catalogue configured);
}
