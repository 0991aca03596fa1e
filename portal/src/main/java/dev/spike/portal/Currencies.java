package dev.spike.portal;

import dev.spike.billing.Cart;
import dev.spike.billing.Money;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The currencies in which something is sold, to pay in one of them. */
record Currencies(List<Choice> choices, @Nullable String wrong) {

    /** A currency by its three letters. */
    record Choice(String code, String name, boolean chosen) {}

    /** Nothing where there is no choice. */
    static Optional<Currencies> of(Visit visit, Cart cart, Fault fault) {
        var all = visit.buyer().catalogue().visibleProducts().stream()
                .flatMap(product -> product.prices().stream())
                .map(Money::currency)
                .distinct()
                .toList();
        if (all.size() < 2) {
            return Optional.empty();
        }
        var chosen = Optional.ofNullable(cart.currency()).orElse(all.get(0));
        return Optional.of(new Currencies(
                all.stream()
                        .map(currency -> choice(visit, currency, currency.equals(chosen)))
                        .toList(),
                fault.isAt(Fault.Spot.CURRENCY, "") ? fault.sentence() : null));
    }

    private static Choice choice(Visit visit, Currency currency, boolean chosen) {
        var code = currency.getCurrencyCode();
        return new Choice(
                code,
                visit.reader()
                        .text(
                                "buy.currency.name",
                                "name",
                                currency.getDisplayName(visit.reader().locale()),
                                "code",
                                code),
                chosen);
    }
}
