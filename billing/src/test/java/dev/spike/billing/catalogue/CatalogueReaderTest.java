package dev.spike.billing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spike.billing.BillingError;
import dev.spike.billing.CatalogueSettings;
import dev.spike.billing.CatalogueSettings.Overuse;
import dev.spike.billing.CreditAmount;
import dev.spike.billing.Interval;
import dev.spike.billing.Lifetime;
import dev.spike.billing.Money;
import dev.spike.billing.Plan;
import dev.spike.billing.Plan.Trial;
import dev.spike.billing.Reduction;
import dev.spike.billing.Repetition;
import dev.spike.billing.Rollover;
import dev.spike.billing.UnitPrice;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.burndown.BurnDownRule;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueReaderTest {

    private static final CreditType CREDITS = CreditType.of("credits");

    @Test
    void an_empty_source_is_one_credit_type_and_nothing_for_sale() {
        var catalogue = Sources.read();

        assertThat(catalogue.ledgerTypes()).containsExactly(CREDITS);
        assertThat(catalogue.products()).isEmpty();
        assertThat(catalogue.plans()).isEmpty();
        assertThat(catalogue.settings()).isEqualTo(CatalogueSettings.STANDARD);
    }

    @Test
    void an_empty_path_is_no_portal() {
        assertThat(Sources.read("path = ").settings().path()).isEmpty();
    }

    @Test
    void a_product_is_read_with_all_it_can_have() {
        var product = Sources.read(
                        "provider = local",
                        "products[0].id = pack-10",
                        "products[0].name = Standard pack",
                        "products[0].description = For a start",
                        "products[0].features[0] = Never hurried",
                        "products[0].prices[0] = 10.00 USD",
                        "products[0].prices[1] = 9.00 eur",
                        "products[0].provides[0].credits = 5000",
                        "products[0].provides[0].expires-after = P6M",
                        "products[0].archived = true")
                .product("pack-10")
                .orElseThrow();

        assertThat(product.name()).isEqualTo("Standard pack");
        assertThat(product.description()).isEqualTo("For a start");
        assertThat(product.features()).containsExactly("Never hurried");
        assertThat(product.prices()).containsExactly(Money.of(1000, "USD"), Money.of(900, "EUR"));
        assertThat(product.provides())
                .containsExactly(CreditAmount.of(5000, CREDITS).expiringAfter(Lifetime.of(Period.ofMonths(6))));
        assertThat(product.archived()).isTrue();
    }

    @Test
    void a_plan_is_read_with_all_it_can_have() {
        var plan = Sources.read(
                        "provider = local",
                        "subscriptions[0].id = standard",
                        "subscriptions[0].price-monthly = 10.00 USD",
                        "subscriptions[0].price-yearly = 100.00 USD",
                        "subscriptions[0].trial.days = 14",
                        "subscriptions[0].trial.provides[0].credits = 500",
                        "subscriptions[0].provides-monthly[0].credits = 5000",
                        "subscriptions[0].provides-monthly[0].rollover.max = 4000",
                        "subscriptions[0].provides-monthly[0].rollover.times = 2",
                        "subscriptions[0].provides-monthly[0].rollover.lifetime = P45D",
                        "subscriptions[0].provides-yearly[0].credits = 1")
                .plan("standard")
                .orElseThrow();

        assertThat(plan.name()).isEqualTo("standard");
        assertThat(plan.price(Interval.YEARLY)).contains(Money.of(100_00, "USD"));
        assertThat(plan.provides().trial()).isEqualTo(new Trial(14, List.of(CreditAmount.of(500, CREDITS))));
        assertThat(plan.provides().monthly())
                .containsExactly(CreditAmount.of(5000, CREDITS)
                        .rollingOver(new Rollover(4000, 2, Lifetime.of(Period.ofDays(45)))));
        assertThat(plan.provides().yearly()).containsExactly(CreditAmount.of(1, CREDITS));
    }

    @Test
    void amounts_are_counted_in_credits_and_kept_in_smallest_units() {
        var catalogue = Sources.read(
                "credit-types[0].id = tokens",
                "credit-types[0].decimals = 4",
                "credit-types[0].negative.allowed = true",
                "credit-types[0].negative.floor = -0.5",
                "provider = local",
                "products[0].id = p",
                "products[0].price = 0.00 USD",
                "products[0].provides[0].credits = 0.25");

        assertThat(catalogue.products().get(0).provides())
                .containsExactly(CreditAmount.of(2_500, CreditType.of("tokens").withDecimals(4)));
        assertThat(catalogue.creditTypes().get(0).negative()).isEqualTo(NegativePolicy.downTo(-5_000));
    }

    @Test
    void a_credit_type_says_how_it_is_charged_and_in_which_order_it_is_spent() {
        var terms = Sources.read(
                        "credit-types[0].id = sms",
                        "credit-types[0].translation-key = app.sms",
                        "credit-types[0].icon = /img/sms.svg",
                        "credit-types[0].unit-price = 0.002 USD",
                        "credit-types[0].burn-down[0] = carried-over-first",
                        "credit-types[0].burn-down[1] = soonest-expiry")
                .creditType("sms")
                .orElseThrow();

        assertThat(terms.creditType()).isEqualTo(new CreditType("sms", "app.sms", "/img/sms.svg", 0));
        assertThat(terms.unitPrice()).isEqualTo(UnitPrice.parse("0.002 USD"));
        assertThat(terms.chargesNegativeBalances()).isTrue();
        assertThat(terms.burnDown().rules())
                .containsExactly(BurnDownRule.CARRIED_OVER_FIRST, BurnDownRule.SOONEST_EXPIRY);
    }

    @Test
    void what_is_said_of_a_credit_type_stands_before_what_is_said_of_all() {
        var catalogue = Sources.read(
                "negative.allowed = true",
                "negative.floor = -10",
                "credit-types[0].id = credits",
                "credit-types[1].id = sms",
                "credit-types[1].negative.allowed = false",
                "credit-types[1].negative.floor = -500");

        assertThat(catalogue.creditTypes().get(0).negative()).isEqualTo(NegativePolicy.downTo(-10));
        assertThat(catalogue.creditTypes().get(1).negative()).isEqualTo(NegativePolicy.refused());
    }

    @Test
    void discounts_take_off_a_share_or_a_sum_so_often() {
        var catalogue = Sources.read(
                "discounts[0].code = LAUNCH",
                "discounts[0].percent = 20",
                "discounts[1].code = five",
                "discounts[1].fixed = 5.00 USD",
                "discounts[1].times = 3",
                "cancellation-offers[0].discount = launch");

        var launch = catalogue.discount("Launch").orElseThrow();
        var five = catalogue.discount("FIVE").orElseThrow();
        assertThat(launch.reduction()).isEqualTo(new Reduction.Percent(20));
        assertThat(launch.times()).isEqualTo(Repetition.once());
        assertThat(five.reduction()).isEqualTo(new Reduction.Fixed(Money.of(500, "USD")));
        assertThat(five.times()).isEqualTo(Repetition.times(3));
        assertThat(catalogue.cancellationOffers().get(0).discount()).isEqualTo(launch);
    }

    @Test
    void settings_are_read() {
        var settings = Sources.read(
                        "path = /credits",
                        "provider = stripe",
                        "zone = Europe/Vilnius",
                        "group-credit-spend-daily = false",
                        "past-due-grace = P0D",
                        "overuse-on-switch = forgive",
                        "max-hold = PT36H")
                .settings();

        assertThat(settings.path()).isEqualTo("/credits");
        assertThat(settings.provider()).isEqualTo("stripe");
        assertThat(settings.zone()).isEqualTo(ZoneId.of("Europe/Vilnius"));
        assertThat(settings.credits().groupSpendDaily()).isFalse();
        assertThat(settings.credits().maxHold()).isEqualTo(Duration.ofHours(36));
        assertThat(settings.subscriptions().pastDueGrace()).isZero();
        assertThat(settings.subscriptions().overuseOnSwitch()).isEqualTo(Overuse.FORGIVE);
    }

    @Test
    void empty_lists_are_written_as_empty_texts() {
        var catalogue = Sources.read("products =", "subscriptions =", "discounts =", "negative =");

        assertThat(catalogue.products()).isEmpty();
        assertThat(catalogue.plans()).isEmpty();
    }

    @Nested
    class KindsOfTheApplication {

        private final String[] product = {
            "provider = local",
            "products[0].id = p",
            "products[0].price = 1 USD",
            "products[0].provides[0].gadgets = 3",
            "products[0].provides[0].paint.colour = red"
        };

        @Test
        void read_their_own_settings() {
            var catalogue = Sources.read(Sources.of(product), new GadgetKind());

            assertThat(catalogue.products().get(0).provides()).containsExactly(new GadgetKind.Gadgets(3, "red"));
        }

        @Test
        void say_themselves_what_they_refuse() {
            product[3] = "products[0].provides[0].gadgets = three";

            assertThat(Sources.mistakes(Sources.of(product), new GadgetKind()))
                    .extracting(Mistake::text)
                    .containsExactly("products[0].provides[0]: is not one thing that can be provided;"
                            + " For input string: \"three\".");
        }

        @Test
        void are_unknown_without_being_given() {
            assertThat(Sources.mistakes(product)).extracting(Mistake::kind).contains(MistakeKind.PROVIDABLE_INVALID);
        }

        @Test
        void know_only_their_own_settings() {
            product[4] = "products[0].provides[0].paint.color = red";

            assertThat(Sources.mistakes(Sources.of(product), new GadgetKind()))
                    .extracting(Mistake::text)
                    .containsExactly("products[0].provides[0].paint.color: 'red' is no key that is known here;"
                            + " did you mean 'paint.colour'? Known here are gadgets, paint.colour.");
        }
    }

    @Nested
    class Mistaken {

        @Test
        void lists_all_mistakes_in_the_order_of_their_places() {
            var source = Sources.of(
                    "products[0].price = 10.00 EUX",
                    "products[0].features = x",
                    "zone = Mars/Olympus",
                    "provider = local",
                    "products[1].id = q",
                    "products[1].price = 1.000 USD");

            assertThat(Sources.mistakes(source))
                    .extracting(mistake -> mistake.kind() + " " + mistake.path())
                    .containsExactly(
                            "ID_MISSING products[0].id",
                            "CURRENCY_UNKNOWN products[0].price",
                            "NOT_A_LIST products[0].features",
                            "ZONE_UNKNOWN zone");
        }

        @Test
        void misses_the_provider_also_where_the_only_price_cannot_be_read() {
            assertThat(Sources.mistakes("products[0].id = pack", "products[0].price = ten"))
                    .extracting(Mistake::kind)
                    .contains(MistakeKind.PROVIDER_MISSING)
                    .hasSize(2);
        }

        @Test
        void counts_one_mistake_as_one() {
            assertThatThrownBy(() -> Sources.read("path = billing"))
                    .hasMessageStartingWith("The catalogue has 1 mistake;");
        }

        @Test
        void says_them_in_its_message_under_a_stable_code() {
            assertThatThrownBy(() -> Sources.read("zone = Mars/Olympus", "path = billing"))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.error())
                            .isEqualTo(BillingError.CATALOGUE_INVALID))
                    .hasMessageContaining("2 mistakes")
                    .hasMessageContaining("zone: 'Mars/Olympus' is no time zone; write a name")
                    .hasMessageContaining("path: 'billing' is no path of a portal");
        }

        @Test
        void a_mistaken_thing_is_no_second_mistake_where_it_is_named() {
            var mistakes = Sources.mistakes(
                    "provider = local",
                    "credit-types[0].id = sms",
                    "credit-types[0].decimals = many",
                    "products[0].id = p",
                    "products[0].price = 1 USD",
                    "products[0].provides[0].credits = 0.5",
                    "products[0].provides[0].type = sms",
                    "discounts[0].code = SALE",
                    "discounts[0].percent = 0",
                    "cancellation-offers[0].discount = SALE");

            assertThat(mistakes)
                    .extracting(Mistake::path)
                    .containsExactly("credit-types[0].decimals", "discounts[0].percent");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                products[0].prise                  | price
                products[0].Price                  | price
                subscriptions[0].priceMonthly      | price-monthly
                subscriptions[0].price_yearly      | price-yearly
                subscriptions[0].provide-monthly   | provides-monthly
                discounts[0].precent               | percent
                credit_types[0]                    | credit-types
                prodcuts[0]                        | products
                subscriptions[0].price             | price-monthly
                subscriptions[0].provides          | provides-monthly
                """)
        void an_unknown_key_is_told_which_one_was_meant(String path, String meant) {
            assertThat(Sources.mistakes(path + " = x"))
                    .filteredOn(mistake -> mistake.kind() == MistakeKind.UNKNOWN_KEY)
                    .singleElement()
                    .satisfies(mistake -> assertThat(mistake.allowed()).startsWith("did you mean '" + meant + "'?"));
        }

        @Test
        void a_key_like_no_other_is_told_all_there_are() {
            assertThat(Sources.mistakes("discounts[0].wibble = 1"))
                    .extracting(Mistake::allowed)
                    .contains("known here are code, percent, fixed, times");
        }

        @Test
        void values_and_paths_are_shown_so_that_no_terminal_obeys_them() {
            var mistakes = Sources.mistakes("zone = \u001B[31m\u202Ered" + "x".repeat(500), "b\u0007ad = x");

            assertThat(mistakes).extracting(Mistake::value).first().satisfies(value -> assertThat(value)
                    .startsWith("\\u{1B}[31m\\u{202E}redxxx")
                    .hasSizeLessThan(80));
            assertThat(mistakes).extracting(Mistake::path).contains("b\\u{7}ad");
        }

        @Test
        void what_is_said_of_all_types_is_judged_also_where_no_type_can_be_read() {
            assertThat(Sources.mistakes("negative.floor = low", "credit-types[0].id = S M S"))
                    .extracting(Mistake::path)
                    .containsExactly("negative.floor", "credit-types[0].id");
        }

        @Test
        void more_values_than_anybody_writes_are_refused_before_they_are_read() {
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i <= CatalogueSource.VALUES_MAX; i++) {
                values.put("products[" + i + "].id", "p" + i);
            }

            assertThatThrownBy(() -> CatalogueSource.of(values))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("10001 values");
        }
    }

    @Test
    void L05_a_plain_thing_among_what_is_provided_is_refused() {
        assertThat(Sources.mistakes(
                        "provider = local",
                        "products[0].id = p",
                        "products[0].price = 1 USD",
                        "products[0].provides[0] = 500"))
                .extracting(Mistake::text)
                .containsExactly("products[0].provides[0]: '500' is not one thing that can be provided;"
                        + " one of these is needed: credits.");
    }

    @Test
    void the_free_plan_may_be_called_free() {
        assertThat(Sources.read("subscriptions[0].id = free", "subscriptions[0].free = true")
                        .freePlan())
                .map(Plan::archived)
                .contains(false);
    }
}
