package dev.spike.server.crash;

import static java.util.Objects.requireNonNull;

import dev.spike.server.crash.Journal.Answered;
import dev.spike.server.crash.Told.Decided;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What clients have in hand from their answers, before and after a crash: holds to close, grants to void, takings to undo.
 * One client may close what another has in hand too. Thread-safe.
 */
final class Known {

    /** Of each account the newest, so that clients meet on the same ones. */
    private static final int NEWEST_MAX = 24;

    /** A hold that is open as far as anyone knows; the amount is what it began with. */
    record KnownHold(String number, long amount) {}

    private final Map<String, List<KnownHold>> holds = new HashMap<>();
    private final Map<String, List<String>> grants = new HashMap<>();
    private final Map<String, List<String>> takings = new HashMap<>();

    synchronized void learn(Answered answered) {
        var sent = answered.sent();
        var decisions = answered.told().decisions();
        if (!decisions.isEmpty() && decisions.stream().allMatch(Decided::isAccepted)) {
            learn(sent, decisions.get(0));
        } else if (answered.told() instanceof Told.Closed) {
            forget(sent);
        }
    }

    private void learn(Sent sent, Decided decided) {
        var receipt = decided.receipt();
        switch (sent.kind()) {
            case ADD ->
                add(
                        grants,
                        sent.account(),
                        Long.toString(
                                requireNonNull(receipt.allocations().get(0).grant())
                                        .number()));
            case HOLD ->
                add(
                        holds,
                        sent.account(),
                        new KnownHold(
                                Long.toString(requireNonNull(decided.hold()).number()),
                                receipt.asked().amount()));
            case SPEND, SPEND_ALL, REMOVE -> sent.parts().forEach(part -> add(takings, part.account(), sent.key()));
            case CAPTURE -> {
                add(takings, sent.account(), sent.key());
                switch (sent.rest()) {
                    case RELEASED -> forget(sent);
                    case KEPT -> {}
                }
            }
            case RELEASE -> forget(sent);
            case VOID -> of(grants, sent.account()).remove(requireNonNull(sent.target()));
            case EXTEND, REVERSE -> {}
        }
    }

    private void forget(Sent sent) {
        of(holds, sent.account()).removeIf(hold -> hold.number().equals(sent.target()));
    }

    private static <T> void add(Map<String, List<T>> map, String account, T value) {
        var values = of(map, account);
        values.add(value);
        if (values.size() > NEWEST_MAX) {
            values.remove(0);
        }
    }

    private static <T> List<T> of(Map<String, List<T>> map, String account) {
        return map.computeIfAbsent(account, none -> new ArrayList<>());
    }

    synchronized Optional<KnownHold> hold(String account, SplittableRandom random) {
        return any(of(holds, account), random);
    }

    synchronized Optional<String> grant(String account, SplittableRandom random) {
        return any(of(grants, account), random);
    }

    synchronized Optional<String> taking(String account, SplittableRandom random) {
        return any(of(takings, account), random);
    }

    private static <T> Optional<T> any(List<T> values, SplittableRandom random) {
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(random.nextInt(values.size())));
    }
}
