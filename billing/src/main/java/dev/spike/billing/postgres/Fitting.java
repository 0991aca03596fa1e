package dev.spike.billing.postgres;

import dev.spike.billing.Catalogue;
import dev.spike.billing.CreditAmount;
import dev.spike.billing.Plan;
import dev.spike.billing.Providable;
import dev.spike.billing.ProvidableKind;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.ledger.Credits;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the catalogue can be sold with what was given: found out before anybody buys. */
final class Fitting {

    private Fitting() {}

    static void check(
            Catalogue catalogue,
            @Nullable PaymentProvider provider,
            Credits credits,
            Map<String, ProvidableKind> kinds) {
        checkProvider(catalogue, provider);
        for (var product : catalogue.products()) {
            for (var providable : product.provides()) {
                check("product '" + product.id() + "'", providable, credits, kinds);
            }
        }
        for (var plan : catalogue.plans()) {
            for (var provides : given(plan)) {
                check("plan '" + plan.id() + "'", provides, credits, kinds);
            }
        }
    }

    private static List<Providable> given(Plan plan) {
        var trial = plan.provides().trial();
        return Stream.of(
                        plan.provides().monthly(),
                        plan.provides().yearly(),
                        trial == null ? List.<Providable>of() : trial.provides())
                .flatMap(List::stream)
                .toList();
    }

    private static void checkProvider(Catalogue catalogue, @Nullable PaymentProvider provider) {
        var named = catalogue.settings().provider();
        if (provider == null && (hasPrices(catalogue) || named != null)) {
            throw new IllegalArgumentException(
                    "The catalogue " + (named == null ? "has prices" : "names '" + named + "'")
                            + " and no provider was given to take the money; give one with provider(...).");
        }
        if (provider != null && !provider.name().equals(named)) {
            throw new IllegalArgumentException("The catalogue names "
                    + (named == null ? "no provider" : "the provider '" + named + "'") + " and '" + provider.name()
                    + "' was given; a provider is chosen by its name in the catalogue.");
        }
    }

    private static boolean hasPrices(Catalogue catalogue) {
        return catalogue.products().stream()
                        .flatMap(product -> product.prices().stream())
                        .anyMatch(price -> !price.isZero())
                || catalogue.plans().stream().anyMatch(plan -> !plan.isFree());
    }

    private static void check(String what, Providable providable, Credits credits, Map<String, ProvidableKind> kinds) {
        if (providable instanceof CreditAmount amount) {
            if (!credits.creditTypes().contains(amount.creditType())) {
                throw new IllegalArgumentException("The " + what + " provides credits of '"
                        + amount.creditType().id()
                        + "', which the credits were not built with; add that type to them.");
            }
        } else if (!kinds.containsKey(providable.kind())) {
            throw new IllegalArgumentException("The " + what + " provides '" + providable.kind()
                    + "', which is not known; add its kind with kind(...).");
        }
    }
}
