package dev.spike.server.replay;

import java.math.BigDecimal;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/**
 * Prices by model in the form of LiteLLM's {@code model_prices_and_context_window.json}: a JSON object of objects with
 * {@code input_cost_per_token} and {@code output_cost_per_token} in dollars, often in scientific notation.
 */
final class ModelPriceMap {

    /** No price has as many; two such numbers are multiplied at once. */
    private static final int DIGITS_MAX = 1_000;

    private final PriceDocument document;

    ModelPriceMap(Path file) {
        this.document = new PriceDocument(file);
    }

    PriceList of(String model, BigDecimal creditsPerDollar) {
        JsonNode models = document.object(document.text());
        JsonNode found = models.get(model);
        if (found == null || !found.isObject()) {
            throw document.refused("has no model %s; name one of its %d".formatted(Excerpt.of(model), models.size()));
        }
        for (String member : found.propertyNames()) {
            if (member.matches("(input|output)_cost_per_token_above_.*")
                    && !found.path(member).isNull()) {
                throw document.refused(
                        "has other prices for %s in long contexts (%s), which two prices cannot say; name another model"
                                .formatted(Excerpt.of(model), Excerpt.of(member)));
            }
        }
        BigDecimal factor = bounded("credits per dollar", creditsPerDollar);
        return PriceList.of(
                dollars(model, found, "input_cost_per_token").multiply(factor),
                dollars(model, found, "output_cost_per_token").multiply(factor));
    }

    private BigDecimal dollars(String model, JsonNode prices, String member) {
        BigDecimal price = document.number(prices.get(member));
        if (price == null) {
            throw document.refused(
                    "has no number %s for the model %s; name another model".formatted(member, Excerpt.of(model)));
        }
        return bounded(member, price);
    }

    /** Before it is multiplied: the scales of two absurd numbers add up to none. */
    private BigDecimal bounded(String what, BigDecimal number) {
        if (Math.abs((long) number.scale()) > DIGITS_MAX || number.precision() > DIGITS_MAX) {
            throw document.refused("cannot be used with %s of that size; give a number of at most %d digits"
                    .formatted(what, DIGITS_MAX));
        }
        return number;
    }
}
