package dev.spike.server.scenario;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One operation of a case.
 *
 * @param at when it happens; of what is recorded late, when it should have been
 * @param expected what the case says comes of it
 */
record Operation(Part part, Instant at, Kind kind, Result expected) {

    /** As an amount: all that is left. */
    static final String REMAINING = "remaining";

    enum Kind {
        USAGE,
        TOP_UP,
        HOLD,
        COMMIT,
        RELEASE,
        EXPIRE_HOLD,
        VOID_GRANT,
        VOID_CREDITS,
        REVERSE,
        RESET,
        CYCLE,
        REPLACE_GRANT,
        SET_EXPIRY,
        SET_AUTO_TOP_UP,
        AUTO_TOP_UP_DUE,
        BATCH;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind ofWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        /** Whether it turns a period, and so comes before what starts and happens at its instant. */
        boolean isTurn() {
            return this == RESET || this == CYCLE;
        }
    }

    /** What comes of an operation. */
    enum Result {
        OK,
        REJECTED,
        DUPLICATE,
        NOOP;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Result ofWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    static Operation of(Part part) {
        return of(part, part.instant("at").orElseThrow(), Result.OK);
    }

    private static Operation of(Part part, Instant at, Result expected) {
        return new Operation(
                part,
                at,
                Kind.ofWord(part.text("op").orElseThrow()),
                part.text("result").map(Result::ofWord).orElse(expected));
    }

    /** When the ledger is asked. */
    Instant asked() {
        return part.instant("recorded_at").orElse(at);
    }

    boolean isLate() {
        return asked().isAfter(at);
    }

    /** A number; none where there is no amount, or all that remains. */
    Optional<BigDecimal> amount() {
        return isAllThatRemains() ? Optional.empty() : part.decimal("amount");
    }

    boolean isAllThatRemains() {
        return part.text("amount").filter(REMAINING::equals).isPresent();
    }

    boolean isCapped() {
        return part.flag("cap");
    }

    Optional<String> grant() {
        return part.text("grant");
    }

    Optional<String> hold() {
        return part.text("hold");
    }

    /** What the file calls it, if anything. */
    Optional<String> name() {
        return part.text("id").or(() -> switch (kind) {
            case HOLD -> hold();
            case TOP_UP -> grant();
            default -> Optional.empty();
        });
    }

    /** What was asked, less when and what came of it: alike for an operation and its repetition. */
    String content() {
        var fields = new ArrayList<>(part.names());
        fields.removeAll(List.of("at", "recorded_at", "result", "reason"));
        fields.sort(null);
        var content = new StringBuilder();
        fields.forEach(field ->
                content.append(field).append('=').append(part.node().get(field)).append(';'));
        return content.toString();
    }

    /** The operations of a batch. */
    List<Operation> items() {
        var items = new ArrayList<Operation>();
        for (var item : part.parts("items")) {
            try {
                Format.ITEM.check(item.node(), item.place());
            } catch (ScenarioException e) {
                throw new NotOfferedException("operation batch of anything but operations");
            }
            var otherwise = expected == Result.DUPLICATE ? Result.DUPLICATE : Result.OK;
            items.add(of(item, item.instant("at").orElse(at), otherwise));
        }
        return items;
    }

    String where() {
        return "%s (%s at %s)".formatted(part.place().path(), kind.word(), at);
    }
}
