package dev.spike.billing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One wrong catalogue for each kind of mistake: its only mistake is that one, at that path. */
class MistakeKindTest {

    private record Row(MistakeKind kind, String source, String path) {

        static Row of(String line) {
            var columns = line.split("\\|", 3);
            return new Row(MistakeKind.valueOf(columns[0].strip()), columns[1].strip(), columns[2].strip());
        }

        List<Mistake> mistakes() {
            var whole = source.replaceFirst(
                    "^P:", "provider = local; products[0].id = p; products[0].price = 1.00 USD; products[0].");
            return Sources.mistakes(Sources.of(whole.split("; *", -1)), new GadgetKind());
        }

        @Override
        public String toString() {
            return kind + " at " + path;
        }
    }

    /** P: is a product with an id and a price, and a key of it. */
    private static final String TABLE = """
            PATH_MALFORMED         | products[x].id = p                                    | products[x].id
            LIST_GAP               | P:features[1] = second                                | products[0].features[1]
            LIST_TOO_LONG          | P:features[1000] = last                               | products[0].features[1000]
            UNKNOWN_KEY            | P:prise = 2.00 USD                                    | products[0].prise
            NOT_A_VALUE            | P:name.en = Pack                                      | products[0].name
            NOT_A_LIST             | P:features = many                                     | products[0].features
            NOT_A_SECTION          | negative = true                                       | negative
            VALUE_MISSING          | discounts[0].percent = 20                             | discounts[0].code
            VALUE_BLANK            | P:name =                                              | products[0].name
            TEXT_TOO_LONG          | P:name = TOO-LONG                                     | products[0].name
            TEXT_NOT_STORABLE      | P:name = pa\u0007ck                                   | products[0].name
            BOOLEAN_MALFORMED      | P:archived = yes                                      | products[0].archived
            NUMBER_MALFORMED       | P:provides[0].credits = 1e3                           | products[0].provides[0].credits
            NUMBER_OUT_OF_RANGE    | credit-types[0].id = sms; credit-types[0].decimals = 19 | credit-types[0].decimals
            CHOICE_UNKNOWN         | unused-on-switch = burn                               | unused-on-switch
            DURATION_MALFORMED     | P:provides[0].credits = 1; products[0].provides[0].expires-after = 6 months | products[0].provides[0].expires-after
            DURATION_OUT_OF_RANGE  | P:provides[0].credits = 1; products[0].provides[0].expires-after = P0D | products[0].provides[0].expires-after
            ID_MISSING             | products[0].price = 1.00 USD; provider = local        | products[0].id
            ID_MALFORMED           | products[0].id = a pack; products[0].price = 0.00 USD; provider = local | products[0].id
            ID_TWICE               | P:name = one; products[1].id = p; products[1].price = 1.00 USD | products[1].id
            PRICE_MALFORMED        | products[0].id = p; products[0].price = 10,00 USD; provider = local | products[0].price
            PRICE_TOO_PRECISE      | products[0].id = p; products[0].price = 10.001 USD; provider = local | products[0].price
            PRICE_TOO_LARGE        | products[0].id = p; products[0].price = 99999999999999 USD; provider = local | products[0].price
            CURRENCY_UNKNOWN       | products[0].id = p; products[0].price = 10.00 EUX; provider = local | products[0].price
            CURRENCY_TWICE         | products[0].id = p; products[0].prices[0] = 1 USD; products[0].prices[1] = 2 usd; provider = local | products[0].prices[1]
            PRICE_MISSING          | products[0].id = p                                    | products[0]
            PRICE_AND_PRICES       | P:prices[0] = 2.00 EUR                                | products[0].price
            PLAN_WITHOUT_PRICE     | subscriptions[0].id = s                               | subscriptions[0]
            FREE_PLAN_WITH_PRICE   | subscriptions[0].id = s; subscriptions[0].free = true; subscriptions[0].price-monthly = 1 USD; provider = local | subscriptions[0].free
            PLAN_ID_RESERVED       | subscriptions[0].id = free; subscriptions[0].price-monthly = 1 USD; provider = local | subscriptions[0].id
            PLAN_CURRENCIES_DIFFER | subscriptions[0].id = s; subscriptions[0].price-monthly = 1 USD; subscriptions[0].price-yearly = 9 EUR; provider = local | subscriptions[0].price-yearly
            PROVIDABLE_INVALID     | P:provides[0].seats = 3                               | products[0].provides[0]
            PROVIDABLE_INVALID     | P:provides[0].credits = 3; products[0].provides[0].gadgets = 1 | products[0].provides[0]
            CREDITS_NOT_POSITIVE   | P:provides[0].credits = -5                            | products[0].provides[0].credits
            CREDITS_TOO_PRECISE    | P:provides[0].credits = 0.5                           | products[0].provides[0].credits
            CREDITS_TOO_LARGE      | P:provides[0].credits = 9223372036854775808           | products[0].provides[0].credits
            CREDIT_TYPE_UNKNOWN    | P:provides[0].credits = 1; products[0].provides[0].type = sms | products[0].provides[0].type
            EXPIRY_NOT_HERE        | subscriptions[0].id = s; subscriptions[0].free = true; subscriptions[0].provides-monthly[0].credits = 1; subscriptions[0].provides-monthly[0].expires-after = P1M | subscriptions[0].provides-monthly[0].expires-after
            ROLLOVER_NOT_HERE      | P:provides[0].credits = 1; products[0].provides[0].rollover.max = 1 | products[0].provides[0].rollover
            BURN_DOWN_TWICE        | credit-types[0].id = c; credit-types[0].burn-down[0] = soonest-expiry; credit-types[0].burn-down[1] = soonest-expiry | credit-types[0].burn-down
            FLOOR_POSITIVE         | negative.allowed = true; negative.floor = 500         | negative.floor
            UNIT_PRICE_MISSING     | credit-types[0].id = c; credit-types[0].charge-negative-balances = true | credit-types[0].unit-price
            UNIT_PRICE_MALFORMED   | credit-types[0].id = c; credit-types[0].unit-price = 0.00 USD | credit-types[0].unit-price
            UNIT_PRICE_CURRENCY    | credit-types[0].id = c; credit-types[0].unit-price = 0.01 EUR; subscriptions[0].id = s; subscriptions[0].price-monthly = 1 USD; provider = local | credit-types[0].unit-price
            CODE_MALFORMED         | discounts[0].code = BIG SALE; discounts[0].percent = 5 | discounts[0].code
            CODE_TWICE             | discounts[0].code = SALE; discounts[0].percent = 5; discounts[1].code = sale; discounts[1].percent = 6 | discounts[1].code
            PERCENT_OUT_OF_RANGE   | discounts[0].code = SALE; discounts[0].percent = 101  | discounts[0].percent
            PERCENT_AND_FIXED      | discounts[0].code = SALE; discounts[0].percent = 5; discounts[0].fixed = 1 USD | discounts[0].fixed
            DISCOUNT_EMPTY         | discounts[0].code = SALE                              | discounts[0]
            DISCOUNT_UNKNOWN       | cancellation-offers[0].discount = STAY                | cancellation-offers[0].discount
            ZONE_UNKNOWN           | zone = Europe/Vilno                                   | zone
            PORTAL_PATH_MALFORMED  | path = billing                                        | path
            CHOICE_UNKNOWN         | provider = stirpe                                     | provider
            PROVIDER_MISSING       | products[0].id = p; products[0].price = 1.00 USD      | provider
            """;

    static Stream<Row> rows() {
        return TABLE.replace("TOO-LONG", "n".repeat(201)).lines().map(Row::of);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void is_found_where_it_is_and_nothing_else(Row row) {
        var mistakes = row.mistakes();

        assertThat(mistakes).extracting(Mistake::kind).containsExactly(row.kind());
        assertThat(mistakes).extracting(Mistake::path).containsExactly(row.path());
        assertThat(mistakes.get(0).allowed()).isNotBlank();
        assertThat(mistakes.get(0).text()).startsWith(row.path() + ": ").endsWith(".");
    }

    @Test
    void every_kind_has_a_row() {
        var tried = EnumSet.noneOf(MistakeKind.class);
        rows().forEach(row -> tried.add(row.kind()));

        assertThat(tried).containsExactlyInAnyOrder(MistakeKind.values());
    }
}
