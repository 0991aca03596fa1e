package dev.spike.server.scenario;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;

/** Which rules a case presumes. */
record CasePolicy(Part part) {

    enum Overdraft {
        REJECT,
        /** Balance shown from 0, the debt as overage. */
        OVERAGE,
        NEGATIVE,
        LIMIT
    }

    Overdraft overdraft() {
        return part.text("overdraft")
                .map(word -> switch (word) {
                    case "overage" -> Overdraft.OVERAGE;
                    case "negative" -> Overdraft.NEGATIVE;
                    default -> Overdraft.REJECT;
                })
                .orElse(Overdraft.LIMIT);
    }

    /** How far below zero. */
    Optional<BigDecimal> limit() {
        return part.part("overdraft").flatMap(overdraft -> overdraft.decimal("limit"));
    }

    boolean refusesCommitOverHold() {
        return part.text("commit_over_hold").filter("reject"::equals).isPresent();
    }

    boolean keepsRestHeld() {
        return part.text("partial_commit").filter("keeps-rest-held"::equals).isPresent();
    }

    /** The longest hold; none where none is said, or it has no fixed length. */
    Optional<Duration> maxHold() {
        return part.text("max_hold").flatMap(text -> {
            try {
                return Optional.of(Duration.parse(text))
                        .filter(duration -> !duration.isZero() && !duration.isNegative());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }
}
