package dev.spike.provider.local;

import dev.spike.billing.provider.Refusal;
import java.util.Arrays;
import java.util.Optional;

/** The cards that the local provider takes; no other number is accepted, kept or logged. */
public enum TestCard {
    /** It pays, here and later. */
    GOOD("4242 4242 4242 4242", "pays"),
    /** It never pays. */
    DECLINED("4000 0000 0000 0002", "is declined"),
    /** It pays when the payment is confirmed, so never with nobody there. */
    NEEDS_AUTHENTICATION("4000 0025 0000 3155", "must be confirmed"),
    /** It pays here; charged later, it is declined as expired. */
    EXPIRES_LATER("4000 0000 0000 0341", "pays now, is declined later");

    private static final int LAST_DIGITS = 4;

    private final String number;
    private final String effect;

    TestCard(String number, String effect) {
        this.number = number;
        this.effect = effect;
    }

    /** As it is embossed, in groups of four. */
    public String number() {
        return number;
    }

    /** What it does, as the page says it. */
    public String effect() {
        return effect;
    }

    /** The card of the number, with or without its spaces. */
    public static Optional<TestCard> ofNumber(String number) {
        var digits = number.replace(" ", "");
        return Arrays.stream(values())
                .filter(card -> card.number.replace(" ", "").equals(digits))
                .findFirst();
    }

    String label() {
        return "Test card " + number.substring(number.length() - LAST_DIGITS);
    }

    /** What a charge with nobody there comes to; none when it is paid. */
    Optional<Refusal> whenCharged() {
        return switch (this) {
            case GOOD -> Optional.empty();
            case DECLINED, EXPIRES_LATER -> Optional.of(Refusal.DECLINED);
            case NEEDS_AUTHENTICATION -> Optional.of(Refusal.NEEDS_AUTHENTICATION);
        };
    }
}
