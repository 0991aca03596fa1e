package dev.spike.billing.catalogue;

import dev.spike.billing.Money;
import dev.spike.billing.Plan;
import dev.spike.billing.catalogue.Entry.Part;
import dev.spike.billing.catalogue.Entry.Parts;
import dev.spike.billing.catalogue.Entry.Setting;
import dev.spike.billing.catalogue.Entry.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads the plans. */
final class PlanReading {

    private static final Setting<String> ID = Setting.required("id", TextForms.ID, MistakeKind.ID_MISSING);
    private static final Setting<String> NAME = Setting.optional("name", TextForms.NAME, "the id");
    private static final Setting<String> DESCRIPTION = Setting.optional("description", TextForms.DESCRIPTION);
    private static final Values<String> FEATURES = new Values<>("features", TextForms.FEATURE);
    private static final Setting<Boolean> FREE = Setting.defaulted("free", TextForms.FLAG, "false");
    private static final Setting<Money> MONTHLY =
            Setting.optional("price-monthly", MoneyForms.PRICE, "not sold by the month");
    private static final Setting<Money> YEARLY =
            Setting.optional("price-yearly", MoneyForms.PRICE, "twelve times the monthly price");
    private static final Parts PROVIDES_MONTHLY = new Parts("provides-monthly", "providables");
    private static final Parts PROVIDES_YEARLY = new Parts("provides-yearly", "providables");
    private static final Setting<Boolean> ARCHIVED = Setting.defaulted("archived", TextForms.FLAG, "false");

    private static final Setting<Integer> DAYS =
            Setting.required("days", NumberForms.range(1, 730), MistakeKind.VALUE_MISSING);
    private static final Parts TRIAL_PROVIDES = new Parts("provides", "providables");

    static final Shape TRIAL_SHAPE = Shape.of("trial", DAYS, TRIAL_PROVIDES);
    private static final Part TRIAL = new Part("trial", TRIAL_SHAPE);
    static final Shape SHAPE = Shape.of(
            "subscriptions[]",
            ID,
            NAME,
            DESCRIPTION,
            FEATURES,
            FREE,
            MONTHLY,
            YEARLY,
            TRIAL,
            PROVIDES_MONTHLY,
            PROVIDES_YEARLY,
            ARCHIVED);

    private final ProvidesReading provides;

    PlanReading(ProvidesReading provides) {
        this.provides = provides;
    }

    List<Plan> read(List<Section> sections) {
        var plans = new ArrayList<Plan>();
        var ids = new HashSet<String>();
        for (var section : sections) {
            var id = section.value(ID);
            if (id.isPresent() && !ids.add(id.get())) {
                section.mistake(MistakeKind.ID_TWICE, ID, "give each plan an id of its own");
            }
            var plan = plan(section, id.orElse(""));
            if (id.isPresent()) {
                plans.add(plan);
            }
        }
        return plans;
    }

    private Plan plan(Section section, String id) {
        var provided = new Plan.Provides(
                provides.read(section, PROVIDES_MONTHLY, Occasion.PERIOD),
                provides.read(section, PROVIDES_YEARLY, Occasion.PERIOD),
                section.section(TRIAL).flatMap(this::trial).orElse(null));
        return new Plan(
                id,
                section.value(NAME).orElse(id),
                section.value(DESCRIPTION).orElse(""),
                section.values(FEATURES),
                prices(section, id),
                provided,
                section.value(ARCHIVED).orElse(false));
    }

    private Optional<Plan.Trial> trial(Section section) {
        var given = provides.read(section, TRIAL_PROVIDES, Occasion.TRIAL);
        return section.value(DAYS).map(days -> new Plan.Trial(days, given));
    }

    private static Plan.Prices prices(Section section, String id) {
        boolean priced = section.has(MONTHLY) || section.has(YEARLY);
        boolean free = section.value(FREE).orElse(false);
        var monthly = section.value(MONTHLY);
        var yearly = section.value(YEARLY);
        if (free && priced) {
            section.mistake(MistakeKind.FREE_PLAN_WITH_PRICE, FREE, "leave the prices out, or free");
        }
        if (!free && !priced) {
            section.mistake(MistakeKind.PLAN_WITHOUT_PRICE, "write price-monthly or price-yearly, or else free: true");
        }
        if (!free && priced && id.equals(Plan.FREE)) {
            section.mistake(MistakeKind.PLAN_ID_RESERVED, ID, "give a plan that is paid another id");
        }
        refuseZero(section, MONTHLY, monthly);
        refuseZero(section, YEARLY, yearly);
        if (monthly.isPresent()
                && yearly.isPresent()
                && !monthly.get().currency().equals(yearly.get().currency())) {
            section.mistake(MistakeKind.PLAN_CURRENCIES_DIFFER, YEARLY, "write a plan for each currency");
        }
        return new Plan.Prices(monthly.orElse(null), yearly.orElse(null));
    }

    private static void refuseZero(Section section, Entry key, Optional<Money> price) {
        if (price.isPresent() && price.get().isZero()) {
            section.mistake(
                    MistakeKind.PLAN_WITHOUT_PRICE,
                    key,
                    "leave it out, and write free: true if the plan costs nothing");
        }
    }
}
