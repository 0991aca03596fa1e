package dev.spike.portal;

import dev.spike.ledger.Billable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/**
 * Slows whoever guesses discount codes: after {@value #WRONG_MAX} wrong ones of an owner within {@link #WITHIN} all further ones
 * are refused, right or wrong, until the first of those is that old. A code that exists counts for nothing, whether or not it may
 * be used.
 *
 * <p>Counted in memory: by each node for itself, and anew after a restart. At most {@value #OWNERS_MAX} owners are remembered;
 * beyond, whoever has not tried for longest is forgotten. Thread-safe.
 */
final class CodeTries {

    static final int WRONG_MAX = 5;
    static final Duration WITHIN = Duration.ofMinutes(10);

    /** Some megabytes at most; more owners than that do not guess at the same time. */
    static final int OWNERS_MAX = 10_000;

    private final Map<Billable, Deque<Instant>> wrong = new LinkedHashMap<>();

    /**
     * Begins a try, which counts as wrong until it is {@linkplain #forgive forgiven}, so that tries at the same time are no way
     * around.
     *
     * @return until when the owner has to wait; nothing where they may try
     */
    synchronized Optional<Instant> begin(Billable owner, Instant now) {
        var tries = Optional.ofNullable(wrong.remove(owner)).orElseGet(ArrayDeque::new);
        wrong.put(owner, tries);
        tries.removeIf(instant -> !now.isBefore(instant.plus(WITHIN)));
        if (tries.size() >= WRONG_MAX) {
            return Optional.of(tries.getFirst().plus(WITHIN));
        }
        tries.addLast(now);
        forgetTheLongestQuiet();
        return Optional.empty();
    }

    private void forgetTheLongestQuiet() {
        if (wrong.size() > OWNERS_MAX) {
            wrong.remove(wrong.keySet().iterator().next());
        }
    }

    /** The try that began then was not wrong. */
    synchronized void forgive(Billable owner, Instant now) {
        var tries = wrong.get(owner);
        if (tries != null) {
            tries.removeLastOccurrence(now);
            if (tries.isEmpty()) {
                wrong.remove(owner);
            }
        }
    }

    /** The page, for who does not guess the code that comes with the form. */
    Page slowed(Page page) {
        return visit -> {
            var code = visit.parameter("code");
            if (code.isEmpty()) {
                return page.answer(visit);
            }
            var owner = visit.owner().billable();
            if (begin(owner, visit.now()).isPresent()) {
                return visit.show(HttpStatus.TOO_MANY_REQUESTS, "problem", Map.of("problem", "code-too-often"));
            }
            if (visit.buyer().catalogue().discount(code.get()).isPresent()) {
                forgive(owner, visit.now());
            }
            return page.answer(visit);
        };
    }

    synchronized int owners() {
        return wrong.size();
    }
}
