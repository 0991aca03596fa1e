package dev.spike.server.replay;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A list of two prices in a file, in one of the forms that {@link PriceList#read} names. */
final class PriceFile {

    private static final List<String> HEADER = List.of("kind", "credits-per-token");

    private final PriceDocument document;

    PriceFile(Path file) {
        this.document = new PriceDocument(file);
    }

    PriceList prices() {
        String text = document.text();
        Map<String, BigDecimal> prices =
                text.stripLeading().startsWith("{") ? ofJson(document.object(text)) : ofCsv(text);
        return PriceList.of(price(prices, "input"), price(prices, "output"));
    }

    private Map<String, BigDecimal> ofJson(JsonNode object) {
        Map<String, BigDecimal> prices = new TreeMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            BigDecimal price = document.number(member.getValue());
            if (price == null) {
                throw document.refused(
                        "has no number at %s; write it like 0.0005".formatted(Excerpt.of(member.getKey())));
            }
            put(prices, member.getKey(), price);
        }
        return prices;
    }

    private Map<String, BigDecimal> ofCsv(String text) {
        List<List<String>> rows =
                text.lines().filter(line -> !line.isBlank()).map(this::fields).toList();
        if (rows.isEmpty() || !HEADER.equals(lowerCase(rows.get(0)))) {
            throw document.refused("does not begin with the header " + String.join(",", HEADER)
                    + "; write it, then a row for input and one for output");
        }
        Map<String, BigDecimal> prices = new TreeMap<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            if (row.size() != HEADER.size()) {
                throw document.refused(
                        "has a row of %d columns; give each row a kind and a price".formatted(row.size()));
            }
            put(prices, row.get(0), document.decimal(row.get(1)));
        }
        return prices;
    }

    private void put(Map<String, BigDecimal> prices, String kind, BigDecimal price) {
        String plain = kind.toLowerCase(Locale.ROOT);
        if (!List.of("input", "output").contains(plain)) {
            throw document.refused(
                    "prices tokens of the kind %s; the kinds are input and output".formatted(Excerpt.of(kind)));
        }
        if (prices.put(plain, price) != null) {
            throw document.refused("prices %s tokens twice; leave one of the prices".formatted(plain));
        }
    }

    private BigDecimal price(Map<String, BigDecimal> prices, String kind) {
        BigDecimal price = prices.get(kind);
        if (price == null) {
            throw document.refused("has no price for %s tokens; add it, or 0 where they are free".formatted(kind));
        }
        return price;
    }

    private List<String> fields(String line) {
        try {
            return CsvRows.parse(line);
        } catch (DamagedRowException broken) {
            throw document.refused("has a line that " + broken.reason() + "; write kind,credits-per-token");
        }
    }

    private static List<String> lowerCase(List<String> fields) {
        return fields.stream().map(field -> field.toLowerCase(Locale.ROOT)).toList();
    }
}
