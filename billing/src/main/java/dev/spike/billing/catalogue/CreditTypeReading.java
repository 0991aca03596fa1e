package dev.spike.billing.catalogue;

import dev.spike.billing.CreditAmount;
import dev.spike.billing.CreditTypeTerms;
import dev.spike.billing.UnitPrice;
import dev.spike.billing.catalogue.Entry.Part;
import dev.spike.billing.catalogue.Entry.Setting;
import dev.spike.billing.catalogue.Entry.Values;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.burndown.BurnDownOrder;
import dev.spike.ledger.burndown.BurnDownRule;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the credit types. */
final class CreditTypeReading {

    private static final Setting<String> ID = Setting.required("id", TextForms.CREDIT_TYPE_ID, MistakeKind.ID_MISSING);
    private static final Setting<String> TRANSLATION_KEY =
            Setting.optional("translation-key", TextForms.NAME, "`spike.` and the id");
    private static final Setting<String> ICON = Setting.optional("icon", TextForms.ADDRESS);
    private static final Setting<Integer> DECIMALS = Setting.defaulted("decimals", NumberForms.range(0, 18), "0");
    private static final Values<BurnDownRule> BURN_DOWN =
            new Values<>("burn-down", TextForms.choice(BurnDownRule.class));
    private static final Setting<UnitPrice> UNIT_PRICE = Setting.optional("unit-price", MoneyForms.UNIT_PRICE);
    private static final Setting<Boolean> CHARGE =
            Setting.optional("charge-negative-balances", TextForms.FLAG, "`true` with a unit price");

    private static final Setting<Boolean> ALLOWED = Setting.defaulted("allowed", TextForms.FLAG, "false");
    private static final Setting<BigDecimal> FLOOR =
            Setting.optional("floor", NumberForms.FLOOR, "as far as 64 bits reach");

    static final Shape NEGATIVE_SHAPE = Shape.of("negative", ALLOWED, FLOOR);
    static final Part NEGATIVE = new Part("negative", NEGATIVE_SHAPE);
    static final Shape SHAPE =
            Shape.of("credit-types[]", ID, TRANSLATION_KEY, ICON, DECIMALS, NEGATIVE, BURN_DOWN, UNIT_PRICE, CHARGE);

    private final Optional<Section> negativeForAll;
    private final CreditTypes creditTypes = new CreditTypes();
    private final Map<Section, UnitPrice> unitPrices = new LinkedHashMap<>();

    CreditTypeReading(Optional<Section> negativeForAll) {
        this.negativeForAll = negativeForAll;
    }

    CreditTypes read(List<Section> sections) {
        for (var section : sections) {
            var id = section.value(ID);
            var terms = terms(section, id);
            if (id.isPresent() && !creditTypes.put(id.get(), terms)) {
                section.mistake(MistakeKind.ID_TWICE, ID, "give each credit type an id of its own");
            }
        }
        if (sections.isEmpty()) {
            creditTypes.put(CreditAmount.WORD, Optional.of(theOnlyOne()));
        }
        negativeForAll.ifPresent(CreditTypeReading::judge);
        return creditTypes;
    }

    /** Where none are configured there is one, as everywhere. */
    private CreditTypeTerms theOnlyOne() {
        var type = CreditType.of(CreditAmount.WORD);
        var negative = negativeForAll.map(all -> policy(all, type)).orElseGet(NegativePolicy::refused);
        return new CreditTypeTerms(type, negative, BurnDownOrder.standard(), null, false);
    }

    private Optional<CreditTypeTerms> terms(Section section, Optional<String> id) {
        var translationKey = section.value(TRANSLATION_KEY);
        var icon = section.value(ICON);
        var decimals = section.value(DECIMALS);
        var unitPrice = section.value(UNIT_PRICE);
        unitPrice.ifPresent(price -> unitPrices.put(section, price));
        boolean charges = section.value(CHARGE).orElse(unitPrice.isPresent());
        if (charges && !section.has(UNIT_PRICE)) {
            section.missing(
                    MistakeKind.UNIT_PRICE_MISSING,
                    UNIT_PRICE,
                    "say what one credit costs, or leave charge-negative-balances out");
        }
        var order = burnDown(section);
        return id.flatMap(named -> decimals.map(places ->
                        new CreditType(named, translationKey.orElse("spike." + named), icon.orElse(null), places)))
                .map(type -> new CreditTypeTerms(
                        type,
                        negative(section, type),
                        order,
                        unitPrice.orElse(null),
                        charges && unitPrice.isPresent()));
    }

    /** An invoice is in one currency, so what is owed can only be charged to plans in the currency of the unit price. */
    void requirePlansIn(Set<Currency> currencies) {
        unitPrices.forEach((section, price) -> {
            if (!currencies.isEmpty() && !currencies.contains(price.currency())) {
                section.mistake(
                        MistakeKind.UNIT_PRICE_CURRENCY,
                        UNIT_PRICE,
                        "what is owed is charged with the plan; use its currency");
            }
        });
    }

    /** What is said of the type stands before what is said of all; floors are counted in the credits of each type. */
    private NegativePolicy negative(Section section, CreditType type) {
        return section.section(NEGATIVE)
                .or(() -> negativeForAll)
                .map(negative -> policy(negative, type))
                .orElseGet(NegativePolicy::refused);
    }

    /** Also where no credit type could be read whose floor it would be. */
    private static void judge(Section negative) {
        negative.value(ALLOWED);
        negative.value(FLOOR);
    }

    private static NegativePolicy policy(Section negative, CreditType type) {
        var allowed = negative.value(ALLOWED);
        var floor = negative.value(FLOOR).flatMap(credits -> Credits.amount(negative, FLOOR, credits, type));
        if (!allowed.orElse(false)) {
            return NegativePolicy.refused();
        }
        return floor.map(NegativePolicy::downTo).orElseGet(NegativePolicy::allowed);
    }

    private static BurnDownOrder burnDown(Section section) {
        var rules = section.values(BURN_DOWN);
        if (rules.isEmpty()) {
            return BurnDownOrder.standard();
        }
        var once = EnumSet.copyOf(rules);
        if (once.size() < rules.size()) {
            section.mistake(MistakeKind.BURN_DOWN_TWICE, BURN_DOWN, "name each rule once");
            return BurnDownOrder.standard();
        }
        return BurnDownOrder.of(rules.toArray(BurnDownRule[]::new));
    }
}
