package dev.spike.billing;

import dev.spike.ledger.Billable;

/**
 * Decides what is sold to whom: special offers for a team, a plan for old customers. Asked whenever a billable looks or buys,
 * so it must be quick; what was ordered keeps its terms whatever is answered later. Implementations are thread-safe.
 */
@FunctionalInterface
public interface CatalogueResolver {

    /** What is sold to the billable; often the configured catalogue {@code with} other products or plans. */
    Catalogue catalogueFor(Billable billable, Catalogue configured);

    /** The same for all. */
    static CatalogueResolver asConfigured() {
        return (billable, configured) -> configured;
    }
}
