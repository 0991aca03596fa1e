package dev.spike.spring.problems;

import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.NotEnoughBalanceException;
import dev.spike.ledger.OutcomeUnknownException;
import dev.spike.ledger.SpikeException;
import dev.spike.messages.SpikeMessages;
import dev.spike.spring.metered.MeteredKeys;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.ProblemDetail;

/** Writes errors as problems in the language of the client. Thread-safe. */
final class SpikeProblems {

    private static final String TYPE = "urn:problem-type:spike:";

    private final SpikeMessages messages;
    private final Supplier<Credits> credits;

    SpikeProblems(SpikeMessages messages, Supplier<Credits> credits) {
        this.messages = messages;
        this.credits = credits;
    }

    /** @param topUp where to buy more, if that is known */
    ProblemDetail problem(SpikeException error, Locale locale, Optional<String> topUp) {
        var shortages = error instanceof NotEnoughBalanceException shortage ? shortages(shortage) : List.<Shortage>of();
        var kind = kind(error, shortages);
        var problem = ProblemDetail.forStatus(kind.status());
        problem.setType(URI.create(TYPE + error.code()));
        problem.setTitle(messages.text(kind.messageKey() + ".title", locale));
        problem.setDetail(messages.text(kind.messageKey() + ".detail", values(error, kind, shortages, locale), locale));
        problem.setProperty("code", error.code());
        if (!shortages.isEmpty()) {
            shortages.get(0).members().forEach(problem::setProperty);
            topUp.ifPresent(address -> problem.setProperty("topUp", address));
        }
        if (shortages.size() > 1) {
            problem.setProperty(
                    "shortages", shortages.stream().map(Shortage::members).toList());
        }
        if (error instanceof OutcomeUnknownException unknown) {
            problem.setProperty("key", unknown.key().text());
        }
        return problem;
    }

    private static ProblemKind kind(SpikeException error, List<Shortage> shortages) {
        return !shortages.isEmpty() && shortages.get(0).isAfterAll()
                ? ProblemKind.NOT_ENOUGH_AFTER_ALL
                : ProblemKind.of(error.error());
    }

    private List<Shortage> shortages(NotEnoughBalanceException error) {
        return error.shortages().isEmpty()
                ? List.of(new Shortage(type(error.creditType()), error.declined()))
                : error.shortages().stream()
                        .map(each -> new Shortage(type(each.part().creditType()), each.declined()))
                        .toList();
    }

    private CreditType type(String id) {
        return credits.get().creditTypes().stream()
                .filter(type -> type.id().equals(id))
                .findFirst()
                .orElseGet(() -> CreditType.of(id));
    }

    private Map<String, Object> values(
            SpikeException error, ProblemKind kind, List<Shortage> shortages, Locale locale) {
        var values = new HashMap<String, Object>();
        values.put("code", error.code());
        values.put("max", kind == ProblemKind.KEY_INVALID ? MeteredKeys.CHARACTERS_MAX : MeteredKeys.ATTEMPTS_MAX);
        shortages.stream().limit(1).forEach(shortage -> values.putAll(shortage.words(messages, locale)));
        return values;
    }
}
