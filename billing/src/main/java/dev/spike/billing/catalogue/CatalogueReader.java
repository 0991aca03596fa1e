package dev.spike.billing.catalogue;

import dev.spike.billing.Catalogue;
import dev.spike.billing.Plan;
import dev.spike.billing.ProvidableKind;
import dev.spike.billing.catalogue.Entry.Elsewhere;
import dev.spike.billing.catalogue.Entry.Part;
import dev.spike.billing.catalogue.Entry.Parts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a catalogue of its source, or finds all its mistakes. Immutable and pure. */
public final class CatalogueReader {

    private static final Parts CREDIT_TYPES = new Parts("credit-types", "credit types");
    private static final Parts SUBSCRIPTIONS = new Parts("subscriptions", "plans");
    private static final Parts PRODUCTS = new Parts("products", "products");
    private static final Parts DISCOUNTS = new Parts("discounts", "discounts");
    private static final Parts OFFERS = new Parts("cancellation-offers", "offers");

    private static final Shape ROOT = new Shape(
            "spike",
            Stream.concat(
                            SettingsReading.ENTRIES.stream(),
                            Stream.of(
                                    CreditTypeReading.NEGATIVE,
                                    CREDIT_TYPES,
                                    SUBSCRIPTIONS,
                                    PRODUCTS,
                                    DISCOUNTS,
                                    OFFERS))
                    .toList());

    /** All tables, for the page about catalogues. */
    static final List<Shape> SHAPES = List.of(
            ROOT,
            CreditTypeReading.SHAPE,
            CreditTypeReading.NEGATIVE_SHAPE,
            ProductReading.SHAPE,
            PlanReading.SHAPE,
            PlanReading.TRIAL_SHAPE,
            CreditsReading.SHAPE,
            CreditsReading.ROLLOVER_SHAPE,
            DiscountReading.SHAPE,
            DiscountReading.OFFER_SHAPE);

    /** Where a price stands, also one that cannot be read. */
    private static final Pattern PRICE =
            Pattern.compile("products\\[\\d+]\\.(price|prices\\[\\d+])|subscriptions\\[\\d+]\\.price-(monthly|yearly)");

    private final List<ProvidableKind> kinds;
    private final List<String> providers;
    private final Shape beside;
    private final Shape root;

    private CatalogueReader(List<ProvidableKind> kinds, List<String> providers, Shape beside) {
        this.kinds = kinds;
        this.providers = providers;
        this.beside = beside;
        this.root = new Shape(
                ROOT.where(),
                Stream.concat(ROOT.entries().stream(), beside.entries().stream())
                        .toList());
    }

    /**
     * A reader that knows credits, and besides them the kinds given.
     *
     * @param providers the names of the payment providers that there are
     */
    public static CatalogueReader of(Collection<ProvidableKind> kinds, Collection<String> providers) {
        return new CatalogueReader(List.copyOf(kinds), List.copyOf(providers), Shape.of("beside"));
    }

    /**
     * The same reader, where others read keys of their own from the same source, such as {@code migrate} or
     * {@code local.secret}: these are no mistakes, nothing of them is read here, and whoever misspells one is told.
     */
    public CatalogueReader beside(Collection<String> keys) {
        return new CatalogueReader(kinds, providers, shapeOf("beside", keys));
    }

    private static Shape shapeOf(String where, Collection<String> keys) {
        var under = new LinkedHashMap<String, List<String>>();
        for (var key : keys) {
            var parts = key.split("\\.", 2);
            var rest = under.computeIfAbsent(parts[0], name -> new ArrayList<>());
            if (parts.length > 1) {
                rest.add(parts[1]);
            }
        }
        var entries = new ArrayList<Entry>();
        under.forEach((name, rest) ->
                entries.add(rest.isEmpty() ? new Elsewhere(name) : new Part(name, shapeOf(name, rest))));
        return new Shape(where, List.copyOf(entries));
    }

    /** The paths of all keys there can be, with {@code []} after what is a list: {@code products[].prices[]}. */
    public List<String> keys() {
        return new KeyList(kinds).of(root);
    }

    /**
     * Reads the whole of it.
     *
     * @throws CatalogueException when there is a mistake; it lists all of them
     */
    public Catalogue read(CatalogueSource source) {
        var judged = judge(source);
        if (!judged.mistakes().isEmpty()) {
            throw new CatalogueException(judged.mistakes());
        }
        return judged.catalogue();
    }

    /** Reads what can be read, and lists all mistakes: to show a catalogue, not to sell from it. */
    public Judged judge(CatalogueSource source) {
        var mistakes = new Mistakes();
        var root = Section.of(new SourceTree(mistakes).grow(source), this.root, mistakes);
        checkNames(root, beside);
        var settings = new SettingsReading(providers).read(root);
        var creditTypeReading = new CreditTypeReading(root.section(CreditTypeReading.NEGATIVE));
        var creditTypes = creditTypeReading.read(root.sections(CREDIT_TYPES, CreditTypeReading.SHAPE));
        var provides = new ProvidesReading(creditTypes, kinds, mistakes);
        var discounts = new DiscountReading();
        var catalogue = new Catalogue(
                creditTypes.terms(),
                new ProductReading(provides).read(root.sections(PRODUCTS, ProductReading.SHAPE)),
                new PlanReading(provides).read(root.sections(SUBSCRIPTIONS, PlanReading.SHAPE)),
                discounts.read(root.sections(DISCOUNTS, DiscountReading.SHAPE)),
                discounts.readOffers(root.sections(OFFERS, DiscountReading.OFFER_SHAPE)),
                settings);
        requireProvider(root, source);
        creditTypeReading.requirePlansIn(currenciesOf(catalogue.plans()));
        return new Judged(catalogue, mistakes.inOrder());
    }

    /** Only the names: a section notes those that its table does not have. */
    private static void checkNames(Section section, Shape shape) {
        for (var entry : shape.entries()) {
            if (entry instanceof Part part) {
                section.section(part).ifPresent(inside -> checkNames(inside, part.shape()));
            }
        }
    }

    /** Who sells without a provider would learn it from the first customer. */
    private void requireProvider(Section root, CatalogueSource source) {
        boolean priced = source.values().entrySet().stream()
                .anyMatch(value -> PRICE.matcher(value.getKey()).matches()
                        && !value.getValue().isBlank());
        if (priced && !root.has(SettingsReading.PROVIDER)) {
            root.missing(
                    MistakeKind.PROVIDER_MISSING,
                    SettingsReading.PROVIDER,
                    "name who takes the money: " + TextForms.inWords(providers));
        }
    }

    private static Set<Currency> currenciesOf(List<Plan> plans) {
        return plans.stream()
                .flatMap(plan -> Stream.ofNullable(plan.prices().currency()))
                .collect(Collectors.toSet());
    }
}
