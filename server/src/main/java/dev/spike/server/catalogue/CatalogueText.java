package dev.spike.server.catalogue;

import dev.spike.billing.Catalogue;
import dev.spike.billing.CatalogueSettings;
import dev.spike.billing.CreditTypeTerms;
import dev.spike.billing.Discount;
import dev.spike.billing.Interval;
import dev.spike.billing.Money;
import dev.spike.billing.Plan;
import dev.spike.billing.Product;
import dev.spike.billing.Providable;
import dev.spike.billing.Repetition;
import dev.spike.billing.catalogue.CatalogueSource;
import dev.spike.ledger.NegativePolicy;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A catalogue as tables. */
public final class CatalogueText {

    private static final Pattern PLAN_ID = Pattern.compile("subscriptions\\[\\d+]\\.id");

    private final PrintWriter out;
    private final Set<String> unpriced;

    private CatalogueText(PrintWriter out, Set<String> unpriced) {
        this.out = out;
        this.unpriced = unpriced;
    }

    /** @param source of the catalogue: what has mistakes there is not shown as if it were meant */
    public static void print(Catalogue catalogue, CatalogueSource source, PrintWriter out) {
        var text = new CatalogueText(out, unpriced(source));
        text.table("settings", List.of(catalogue.settings()), CatalogueText::settings);
        text.table("credit types", catalogue.creditTypes(), CatalogueText::creditType);
        text.table("products", catalogue.products(), CatalogueText::product);
        text.table("plans", catalogue.plans(), text::plan);
        text.table("discounts", catalogue.discounts(), CatalogueText::discount);
        text.table(
                "cancellation offers",
                catalogue.cancellationOffers(),
                offer -> List.of(offer.discount().code()));
    }

    /** The ids of plans that do not say that they are free. */
    private static Set<String> unpriced(CatalogueSource source) {
        return source.values().entrySet().stream()
                .filter(value -> PLAN_ID.matcher(value.getKey()).matches())
                .filter(value ->
                        !"true".equals(source.values().get(value.getKey().replace("].id", "].free"))))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    private static List<String> settings(CatalogueSettings settings) {
        var provider = settings.provider();
        return List.of(provider == null ? "no provider" : "provider " + provider, "zone " + settings.zone());
    }

    private <T> void table(String title, List<T> things, Function<T, List<String>> row) {
        if (things.isEmpty()) {
            return;
        }
        out.println(title);
        var rows = things.stream().map(row).toList();
        for (var cells : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < cells.size(); column++) {
                int at = column;
                int width = rows.stream()
                        .mapToInt(other -> other.get(at).length())
                        .max()
                        .orElse(0);
                line.append("  ")
                        .append(cells.get(column))
                        .append(" ".repeat(width - cells.get(column).length()));
            }
            out.println(line.toString().stripTrailing());
        }
        out.println();
    }

    private static List<String> creditType(CreditTypeTerms terms) {
        var type = terms.creditType();
        return List.of(
                type.id(),
                type.decimals() + " decimals",
                negative(terms),
                terms.unitPrice() == null ? "" : "owed ones cost " + terms.unitPrice() + " each");
    }

    private static String negative(CreditTypeTerms terms) {
        return terms.negative() instanceof NegativePolicy.DownTo down
                ? "down to " + terms.creditType().credits(down.floor()).toPlainString()
                : "never below zero";
    }

    private static List<String> product(Product product) {
        return List.of(
                named(product.id(), product.archived()),
                product.name(),
                product.prices().stream().map(Money::toString).collect(Collectors.joining(", ")),
                provides(product.provides()));
    }

    private List<String> plan(Plan plan) {
        return List.of(
                named(plan.id(), plan.archived()),
                plan.name(),
                prices(plan),
                "monthly " + provides(plan.provides().monthly()),
                plan.provides().yearly().isEmpty()
                        ? ""
                        : "yearly " + provides(plan.provides().yearly()),
                trial(plan));
    }

    private String prices(Plan plan) {
        return plan.isFree()
                ? (unpriced.contains(plan.id()) ? "no price" : "free")
                : plan.intervals().stream()
                        .flatMap(interval -> plan.price(interval).stream().map(price -> price + a(interval)))
                        .collect(Collectors.joining(", "));
    }

    private static String a(Interval interval) {
        return switch (interval) {
            case MONTHLY -> " a month";
            case YEARLY -> " a year";
        };
    }

    private static String trial(Plan plan) {
        var trial = plan.provides().trial();
        return trial == null ? "" : "trial of " + trial.days() + " days with " + provides(trial.provides());
    }

    private static List<String> discount(Discount discount) {
        return List.of(discount.code(), discount.reduction() + " off", times(discount.times()));
    }

    private static String times(Repetition times) {
        boolean inWords = times.equals(Repetition.once()) || times.equals(Repetition.forever());
        return inWords ? times.toString() : times + " times";
    }

    private static String named(String id, boolean archived) {
        return archived ? id + " (archived)" : id;
    }

    private static String provides(List<Providable> things) {
        return things.isEmpty()
                ? "nothing"
                : things.stream().map(Providable::text).collect(Collectors.joining(", "));
    }
}
