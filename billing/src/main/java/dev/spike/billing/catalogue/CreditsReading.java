package dev.spike.billing.catalogue;

import dev.spike.billing.CreditAmount;
import dev.spike.billing.Lifetime;
import dev.spike.billing.Rollover;
import dev.spike.billing.catalogue.Entry.Part;
import dev.spike.billing.catalogue.Entry.Setting;
import dev.spike.ledger.CreditType;
import java.math.BigDecimal;
import java.util.Optional;

/** Reads credits that are provided. */
final class CreditsReading {

    private static final Setting<BigDecimal> CREDITS =
            Setting.required(CreditAmount.WORD, NumberForms.CREDITS, MistakeKind.VALUE_MISSING);
    private static final Setting<String> TYPE =
            Setting.optional("type", TextForms.CREDIT_TYPE, "the first credit type");
    private static final Setting<Lifetime> EXPIRES_AFTER =
            Setting.optional("expires-after", TimeForms.LIFETIME, "never; only in products");

    private static final Setting<BigDecimal> MAX =
            Setting.required("max", NumberForms.CREDITS, MistakeKind.VALUE_MISSING);
    private static final Setting<Integer> TIMES = Setting.defaulted("times", NumberForms.range(1, 1_000), "1");
    private static final Setting<Lifetime> LIFETIME = Setting.defaulted("lifetime", TimeForms.LIFETIME, "P1M");

    static final Shape ROLLOVER_SHAPE = Shape.of("rollover", MAX, TIMES, LIFETIME);
    private static final Part ROLLOVER = new Part("rollover", ROLLOVER_SHAPE);
    static final Shape SHAPE = Shape.of("credits", CREDITS, TYPE, EXPIRES_AFTER, ROLLOVER);

    private final CreditTypes creditTypes;
    private final Mistakes mistakes;

    CreditsReading(CreditTypes creditTypes, Mistakes mistakes) {
        this.creditTypes = creditTypes;
        this.mistakes = mistakes;
    }

    Optional<CreditAmount> read(Node item, Occasion occasion) {
        var section = Section.of(item, SHAPE, mistakes);
        refuseMisplaced(section, occasion);
        var credits = section.value(CREDITS);
        var lifetime = section.value(EXPIRES_AFTER);
        var rollover = section.section(ROLLOVER);
        return type(section).flatMap(type -> credits.flatMap(number -> Credits.amount(section, CREDITS, number, type))
                .map(amount -> new CreditAmount(
                        amount,
                        type,
                        lifetime.orElse(null),
                        rollover.flatMap(part -> rollover(part, type)).orElse(null))));
    }

    private static void refuseMisplaced(Section section, Occasion occasion) {
        if (section.has(EXPIRES_AFTER) && occasion != Occasion.PURCHASE) {
            section.mistake(
                    MistakeKind.EXPIRY_NOT_HERE,
                    EXPIRES_AFTER,
                    "credits of a plan end with its period; leave it out, or carry them over with rollover");
        }
        if (section.has(ROLLOVER) && occasion != Occasion.PERIOD) {
            section.mistake(
                    MistakeKind.ROLLOVER_NOT_HERE,
                    ROLLOVER,
                    "only what a plan provides each period is carried over; leave it out");
        }
    }

    private Optional<CreditType> type(Section section) {
        var id = section.value(TYPE);
        if (id.isEmpty()) {
            return section.has(TYPE)
                    ? Optional.empty()
                    : creditTypes.type(creditTypes.ids().get(0));
        }
        if (!creditTypes.knows(id.get())) {
            section.mistake(MistakeKind.CREDIT_TYPE_UNKNOWN, TYPE, Section.meant(id.get(), creditTypes.ids()));
        }
        return creditTypes.type(id.get());
    }

    private static Optional<Rollover> rollover(Section section, CreditType type) {
        var max = section.value(MAX).flatMap(number -> Credits.amount(section, MAX, number, type));
        var times = section.value(TIMES);
        var lifetime = section.value(LIFETIME);
        return max.flatMap(
                amount -> times.flatMap(often -> lifetime.map(lasting -> new Rollover(amount, often, lasting))));
    }
}
