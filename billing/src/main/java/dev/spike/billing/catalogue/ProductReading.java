package dev.spike.billing.catalogue;

import dev.spike.billing.Money;
import dev.spike.billing.Product;
import dev.spike.billing.catalogue.Entry.Parts;
import dev.spike.billing.catalogue.Entry.Setting;
import dev.spike.billing.catalogue.Entry.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads the products. */
final class ProductReading {

    private static final Setting<String> ID = Setting.required("id", TextForms.ID, MistakeKind.ID_MISSING);
    private static final Setting<String> NAME = Setting.optional("name", TextForms.NAME, "the id");
    private static final Setting<String> DESCRIPTION = Setting.optional("description", TextForms.DESCRIPTION);
    private static final Values<String> FEATURES = new Values<>("features", TextForms.FEATURE);
    private static final Setting<Money> PRICE = Setting.optional("price", MoneyForms.PRICE, "in prices");
    private static final Values<Money> PRICES = new Values<>("prices", MoneyForms.PRICE);
    private static final Parts PROVIDES = new Parts("provides", "providables");
    private static final Setting<Boolean> ARCHIVED = Setting.defaulted("archived", TextForms.FLAG, "false");

    static final Shape SHAPE =
            Shape.of("products[]", ID, NAME, DESCRIPTION, FEATURES, PRICE, PRICES, PROVIDES, ARCHIVED);

    private final ProvidesReading provides;

    ProductReading(ProvidesReading provides) {
        this.provides = provides;
    }

    List<Product> read(List<Section> sections) {
        var products = new ArrayList<Product>();
        var ids = new HashSet<String>();
        for (var section : sections) {
            var id = section.value(ID);
            if (id.isPresent() && !ids.add(id.get())) {
                section.mistake(MistakeKind.ID_TWICE, ID, "give each product an id of its own");
            }
            var product = product(section, id.orElse(""));
            if (id.isPresent()) {
                products.add(product);
            }
        }
        return products;
    }

    private Product product(Section section, String id) {
        return new Product(
                id,
                section.value(NAME).orElse(id),
                section.value(DESCRIPTION).orElse(""),
                section.values(FEATURES),
                prices(section),
                provides.read(section, PROVIDES, Occasion.PURCHASE),
                section.value(ARCHIVED).orElse(false));
    }

    private static List<Money> prices(Section section) {
        var prices = new ArrayList<Money>();
        section.value(PRICE).ifPresent(prices::add);
        if (section.has(PRICE) && section.has(PRICES)) {
            section.mistake(MistakeKind.PRICE_AND_PRICES, PRICE, "put all prices under prices");
            return prices;
        }
        var currencies = new HashSet<String>();
        for (var item : section.items(PRICES)) {
            section.valueAt(item, MoneyForms.PRICE).ifPresent(price -> {
                if (!currencies.add(price.currency().getCurrencyCode())) {
                    section.mistakeAt(MistakeKind.CURRENCY_TWICE, item, "give one price in each currency");
                }
                prices.add(price);
            });
        }
        if (!section.has(PRICE) && section.items(PRICES).isEmpty()) {
            section.mistake(MistakeKind.PRICE_MISSING, "write price: 10.00 USD, or 0.00 USD for what costs nothing");
        }
        return prices;
    }
}
