package dev.spike.billing;

import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * Something that is bought once.
 *
 * @param id never changed once sold
 * @param prices at least one, and one of a currency
 * @param provides in the order of the configuration; the place is part of what is provided once
 * @param archived no longer for sale, but known for what was bought
 */
public record Product(
        String id,
        String name,
        String description,
        List<String> features,
        List<Money> prices,
        List<Providable> provides,
        boolean archived) {

    public Product {
        features = List.copyOf(features);
        prices = List.copyOf(prices);
        provides = List.copyOf(provides);
    }

    /** What it costs in the currency, where it is sold for it. */
    public Optional<Money> price(Currency currency) {
        return prices.stream()
                .filter(price -> price.currency().equals(currency))
                .findFirst();
    }
}
