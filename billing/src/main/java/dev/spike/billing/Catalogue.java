package dev.spike.billing;

import dev.spike.ledger.CreditType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that is sold, on what terms. Immutable; the configuration is read and judged by {@code catalogue}.
 *
 * @param creditTypes at least one; the first is meant where none is named
 * @param products also those that are archived, in the order of the configuration
 * @param plans also those that are archived; where there are plans and none is free, an archived free one is the last
 * @param cancellationOffers in the order in which they are made
 */
public record Catalogue(
        List<CreditTypeTerms> creditTypes,
        List<Product> products,
        List<Plan> plans,
        List<Discount> discounts,
        List<CancellationOffer> cancellationOffers,
        CatalogueSettings settings) {

    public Catalogue {
        creditTypes = creditTypes.isEmpty()
                ? List.of(CreditTypeTerms.of(CreditType.of(CreditAmount.WORD)))
                : List.copyOf(creditTypes);
        products = List.copyOf(products);
        boolean lacksFree = !plans.isEmpty() && plans.stream().noneMatch(Plan::isFree);
        plans = lacksFree
                ? Stream.concat(plans.stream(), Stream.of(Plan.implicitFree())).toList()
                : List.copyOf(plans);
        discounts = List.copyOf(discounts);
        cancellationOffers = List.copyOf(cancellationOffers);
    }

    /** One credit type named {@code credits}, and nothing for sale. */
    public static Catalogue empty() {
        return new Catalogue(List.of(), List.of(), List.of(), List.of(), List.of(), CatalogueSettings.STANDARD);
    }

    public Catalogue withProducts(List<Product> products) {
        return new Catalogue(creditTypes, products, plans, discounts, cancellationOffers, settings);
    }

    public Catalogue withPlans(List<Plan> plans) {
        return new Catalogue(creditTypes, products, plans, discounts, cancellationOffers, settings);
    }

    /** What the ledger needs to know of the credit types. */
    public List<CreditType> ledgerTypes() {
        return creditTypes.stream().map(CreditTypeTerms::creditType).toList();
    }

    /** The credit type of that id. */
    public Optional<CreditTypeTerms> creditType(String id) {
        return creditTypes.stream()
                .filter(terms -> terms.creditType().id().equals(id))
                .findFirst();
    }

    /** The product of that id, also when it is archived. */
    public Optional<Product> product(String id) {
        return products.stream().filter(product -> product.id().equals(id)).findFirst();
    }

    /** What is for sale. */
    public List<Product> visibleProducts() {
        return products.stream().filter(product -> !product.archived()).toList();
    }

    /** The plan of that id, also when it is archived; {@code free} finds the free plan whatever its id. */
    public Optional<Plan> plan(String id) {
        return plans.stream()
                .filter(plan -> plan.id().equals(id))
                .findFirst()
                .or(() -> id.equals(Plan.FREE) ? freePlan() : Optional.empty());
    }

    /** What can be subscribed to. */
    public List<Plan> visiblePlans() {
        return plans.stream().filter(plan -> !plan.archived()).toList();
    }

    /** What those have who pay for no plan: the first free plan that is offered, or else one that is archived. */
    public Optional<Plan> freePlan() {
        return Stream.concat(visiblePlans().stream(), plans.stream())
                .filter(Plan::isFree)
                .findFirst();
    }

    /** The discount of that code, in small or capital letters. */
    public Optional<Discount> discount(String code) {
        return discounts.stream()
                .filter(discount -> discount.code().equalsIgnoreCase(code))
                .findFirst();
    }

    /** The cancellation offer of that code, in small or capital letters, whoever it is made to. */
    public Optional<CancellationOffer> cancellationOffer(String code) {
        return cancellationOffers.stream()
                .filter(offer -> offer.discount().code().equalsIgnoreCase(code))
                .findFirst();
    }
}
