package dev.spike.billing.catalogue;

import dev.spike.billing.CancellationOffer;
import dev.spike.billing.Discount;
import dev.spike.billing.Money;
import dev.spike.billing.Reduction;
import dev.spike.billing.Repetition;
import dev.spike.billing.catalogue.Entry.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the discounts, and the offers that name them. */
final class DiscountReading {

    private static final Setting<String> CODE = Setting.required("code", TextForms.CODE, MistakeKind.VALUE_MISSING);
    private static final Setting<Integer> PERCENT = Setting.optional("percent", NumberForms.PERCENT);
    private static final Setting<Money> FIXED = Setting.optional("fixed", MoneyForms.PRICE);
    private static final Setting<Repetition> TIMES = Setting.defaulted("times", NumberForms.REPETITION, "once");
    private static final Setting<String> DISCOUNT =
            Setting.required("discount", TextForms.CODE, MistakeKind.VALUE_MISSING);

    static final Shape SHAPE = Shape.of("discounts[]", CODE, PERCENT, FIXED, TIMES);
    static final Shape OFFER_SHAPE = Shape.of("cancellation-offers[]", DISCOUNT);

    /** By code in capital letters; of one with mistakes only the code is known. */
    private final Map<String, Optional<Discount>> byCode = new LinkedHashMap<>();

    List<Discount> read(List<Section> sections) {
        for (var section : sections) {
            var code = section.value(CODE);
            var reduction = reduction(section);
            var times = section.value(TIMES);
            code.ifPresent(written -> {
                var discount = reduction.flatMap(off -> times.map(often -> new Discount(written, off, often)));
                if (byCode.putIfAbsent(written.toUpperCase(Locale.ROOT), discount) != null) {
                    section.mistake(
                            MistakeKind.CODE_TWICE,
                            CODE,
                            "give each discount a code of its own; small and capital letters are the same");
                }
            });
        }
        return byCode.values().stream().flatMap(Optional::stream).toList();
    }

    private static Optional<Reduction> reduction(Section section) {
        var percent = section.value(PERCENT);
        var fixed = section.value(FIXED);
        if (section.has(PERCENT) && section.has(FIXED)) {
            section.mistake(MistakeKind.PERCENT_AND_FIXED, FIXED, "leave one of them out");
            return Optional.empty();
        }
        boolean takesNothing = fixed.map(Money::isZero).orElse(!section.has(PERCENT) && !section.has(FIXED));
        if (takesNothing) {
            section.mistake(MistakeKind.DISCOUNT_EMPTY, FIXED, "write percent: 20, or fixed: 5.00 USD");
            return Optional.empty();
        }
        return percent.<Reduction>map(Reduction.Percent::new).or(() -> fixed.map(Reduction.Fixed::new));
    }

    List<CancellationOffer> readOffers(List<Section> sections) {
        var offers = new ArrayList<CancellationOffer>();
        for (var section : sections) {
            section.value(DISCOUNT).ifPresent(code -> {
                var discount = byCode.get(code.toUpperCase(Locale.ROOT));
                if (discount == null) {
                    section.mistake(
                            MistakeKind.DISCOUNT_UNKNOWN,
                            DISCOUNT,
                            "write the code of one of the discounts of this catalogue");
                } else {
                    discount.map(CancellationOffer::new).ifPresent(offers::add);
                }
            });
        }
        return offers;
    }
}
