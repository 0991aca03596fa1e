package dev.spike.testkit.walk;

import static java.util.stream.Collectors.toMap;

import dev.spike.ledger.Credits;
import dev.spike.ledger.Declined;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.KeyReusedException;
import dev.spike.ledger.NoneSpent.Shortage;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendAllResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Spends of several accounts of an engine beside the same accounts of the model. */
record Together(Credits credits, List<WalkedAccount> accounts, Tally tally) {

    void ask(Step.Ask first, Request.SpendAll request, Instant now) {
        var key = first.keyed() ? Step.keyOf(first.id()) : null;
        var models = named(request).stream().map(WalkedAccount::model).toList();
        var expected = new ModelTogether(request, models).ask(first.id(), key, now);
        tally.same(() -> "The answers to " + request, expected, asked(request, key));
    }

    private List<WalkedAccount> named(Request.SpendAll request) {
        return request.parts().stream()
                .map(part -> accounts.get(part.account()))
                .toList();
    }

    private List<Answer> asked(Request.SpendAll request, @Nullable String key) {
        var parts = request.parts().stream()
                .map(part -> accounts.get(part.account()).part(part.amount()))
                .toList();
        try {
            var result = credits.trySpendAll(new SpendAllRequest(
                    parts, key == null ? null : new IdempotencyKey(key), Remarks.none(), request.datedAt()));
            return answers(request, parts, result);
        } catch (InvalidRequestException | KeyReusedException e) {
            return List.of(new Answer.Refused(e.error()));
        }
    }

    private List<Answer> answers(Request.SpendAll request, List<SpendAllRequest.Part> parts, SpendAllResult result) {
        Map<SpendAllRequest.Part, Declined> shortages =
                result.fold(spent -> Map.of(), noneSpent -> noneSpent.shortages().stream()
                        .collect(toMap(Shortage::part, Shortage::declined)));
        var named = named(request);
        var answers = new ArrayList<Answer>();
        for (int i = 0; i < parts.size(); i++) {
            answers.add(named.get(i).answer(result.receipts().get(i), shortages.get(parts.get(i))));
        }
        return answers;
    }
}
