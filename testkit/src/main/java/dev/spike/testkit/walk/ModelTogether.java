package dev.spike.testkit.walk;

import dev.spike.ledger.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A spend of several accounts of the model: each says whether it has enough, all at one instant, and then all spend or none.
 *
 * @param accounts of the parts, in their order
 */
record ModelTogether(Request.SpendAll request, List<ModelAccount> accounts) {

    /** An answer of each account; or one refusal. */
    List<Answer> ask(int step, @Nullable String key, Instant now) {
        if (request.datedAt() != null && accounts.get(0).rules().grouped()) {
            return refused(ErrorCode.GROUPED_SPEND_WITH_DETAILS);
        }
        var earlier = accounts.stream()
                .map(account -> account.earlier(key, request))
                .filter(Objects::nonNull)
                .toList();
        if (!earlier.isEmpty()) {
            return earlier.stream().allMatch(Answer::isDecision) ? earlier : refused(ErrorCode.KEY_REUSED);
        }
        var at = latest(now);
        var decisions = accounts.stream()
                .map(account -> new ModelDecision(account, step, at))
                .toList();
        if (decisions.get(0).liesAhead(request.datedAt())) {
            return refused(ErrorCode.DATED_IN_THE_FUTURE);
        }
        var decided = decided(decisions);
        var answers = new ArrayList<Answer>();
        for (int i = 0; i < decided.size(); i++) {
            answers.add(accounts.get(i).kept(step, key, request, decided.get(i), at));
        }
        return answers;
    }

    private static List<Answer> refused(ErrorCode error) {
        return List.of(new Answer.Refused(error));
    }

    /** The later of the clock and the last decisions of all. */
    private Instant latest(Instant now) {
        var latest = now;
        for (var account : accounts) {
            latest = account.timeOf(latest);
        }
        return latest;
    }

    private List<Answer> decided(List<ModelDecision> decisions) {
        boolean enough = true;
        for (int i = 0; i < decisions.size(); i++) {
            enough &= decisions.get(i).affords(amount(i));
        }
        var decided = new ArrayList<Answer>();
        for (int i = 0; i < decisions.size(); i++) {
            decided.add(
                    enough
                            ? decisions.get(i).spend(new Request.Spend(amount(i), request.datedAt()))
                            : decisions.get(i).declinedWithOthers(amount(i)));
        }
        return decided;
    }

    private long amount(int part) {
        return request.parts().get(part).amount();
    }
}
