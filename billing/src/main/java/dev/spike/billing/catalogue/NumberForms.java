package dev.spike.billing.catalogue;

import dev.spike.billing.Repetition;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers: as people write them, without exponents, separators and leading zeros. */
final class NumberForms {

    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,8})");

    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,24})(\\.\\d{1,24})?");

    static final Form<BigDecimal> CREDITS =
            new Form<>("credits", "write a number above zero, such as 5000 or 0.25", text -> {
                var credits = decimal(text);
                if (credits.signum() <= 0) {
                    throw new Misread(MistakeKind.CREDITS_NOT_POSITIVE);
                }
                return credits;
            });

    static final Form<BigDecimal> FLOOR = new Form<>("credits", "write 0 or a number below it, such as -500", text -> {
        var floor = decimal(text);
        if (floor.signum() > 0) {
            throw new Misread(MistakeKind.FLOOR_POSITIVE);
        }
        return floor;
    });

    static final Form<Integer> PERCENT = whole(1, 100, MistakeKind.PERCENT_OUT_OF_RANGE);

    static final Form<Repetition> REPETITION =
            new Form<>("repetition", "write once, forever, or a number from 1 to 1000", NumberForms::repetition);

    private static final Form<Integer> USES = range(1, 1_000);

    private NumberForms() {}

    static Form<Integer> range(int least, int most) {
        return whole(least, most, MistakeKind.NUMBER_OUT_OF_RANGE);
    }

    private static Form<Integer> whole(int least, int most, MistakeKind beyond) {
        return new Form<>("number", "write a whole number from " + least + " to " + most, text -> {
            if (!WHOLE.matcher(text).matches()) {
                throw new Misread(MistakeKind.NUMBER_MALFORMED);
            }
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new Misread(beyond);
            }
            return number;
        });
    }

    private static BigDecimal decimal(String text) throws Misread {
        if (!DECIMAL.matcher(text).matches()) {
            throw new Misread(MistakeKind.NUMBER_MALFORMED);
        }
        return new BigDecimal(text);
    }

    private static Repetition repetition(String text) throws Misread {
        return switch (text) {
            case "once" -> Repetition.once();
            case "forever" -> Repetition.forever();
            default -> Repetition.times(USES.read(text));
        };
    }
}
