package dev.spike.server.crash;

import static java.util.stream.Collectors.groupingBy;

import dev.spike.ledger.HoldId;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.ReceiptId;
import dev.spike.server.crash.Books.Kept;
import dev.spike.server.crash.Journal.Answered;
import dev.spike.server.crash.Told.Closed;
import dev.spike.server.crash.Told.Decided;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares a journal, whose requests are all answered, with the books. Pure. */
final class Judging {

    /** Enough to see what is wrong; the figures say how much. */
    private static final int FAULTS_MAX = 20;

    private final List<Answered> answered;
    private final Books books;
    private final Map<String, List<Kept>> receipts;

    private Judging(List<Answered> answered, Books books) {
        this.answered = answered;
        this.books = books;
        this.receipts = books.receipts().stream().collect(groupingBy(Kept::key));
    }

    static Judgement of(List<Answered> answered, Books books) {
        var judging = new Judging(answered, books);
        var lost = judging.lost();
        var doubled = judging.doubled();
        var holds = judging.holds();
        var faults = Stream.of(lost, doubled, holds)
                .flatMap(List::stream)
                .limit(FAULTS_MAX)
                .toList();
        return new Judgement(judging.acknowledged(), lost.size(), doubled.size(), holds.size(), faults);
    }

    private Map<String, Map<String, Long>> acknowledged() {
        var counts = new LinkedHashMap<String, Map<String, Long>>();
        for (var kind : Kind.values()) {
            counts.put(kind.word(), new TreeMap<>());
        }
        for (var each : answered) {
            Objects.requireNonNull(counts.get(each.sent().kind().word()))
                    .merge(each.told().word(), 1L, Long::sum);
        }
        return counts;
    }

    private List<String> lost() {
        return answered.stream()
                .filter(each -> !isBorneOut(each))
                .map(each -> "'" + each.sent().key() + "' was told " + each.told() + ", and the ledger has "
                        + receiptsOf(each) + ofAccounts(each.sent()))
                .toList();
    }

    private static String ofAccounts(Sent sent) {
        int accounts = sent.parts().size();
        return accounts == 1 ? "" : ", where " + accounts + " accounts have one each or none has";
    }

    /** An answer without a receipt must have none; that a hold was closed must still be so. */
    private boolean isBorneOut(Answered each) {
        var told = each.told().decisions();
        if (!told.isEmpty()) {
            return answers(told, each.sent()) && receiptsOf(each).containsAll(told);
        }
        if (!receiptsOf(each).isEmpty()) {
            return false;
        }
        return !(each.told() instanceof Closed closed) || closed.equals(closedNow(each.sent()));
    }

    private Object closedNow(Sent sent) {
        var hold = books.holds().get(new HoldId(Long.parseLong(Objects.requireNonNull(sent.target()))));
        return hold == null ? "nothing" : hold.closed(books.at());
    }

    /** Each account has answered for its part, and all have decided as one. */
    private static boolean answers(List<Decided> told, Sent sent) {
        var parts = sent.parts();
        boolean answers = told.size() == parts.size() && isOneDecision(told);
        for (int i = 0; answers && i < parts.size(); i++) {
            var asked = told.get(i).receipt().asked();
            var amount = parts.get(i).amount();
            answers = asked.verb() == sent.kind().verb() && (amount == null || amount == asked.amount());
        }
        return answers;
    }

    private static boolean isOneDecision(List<Decided> told) {
        var receipts = told.stream().map(Decided::receipt).toList();
        return receipts.stream().map(Receipt::id).distinct().count() == told.size()
                && receipts.stream().map(Receipt::outcome).distinct().count() == 1
                && receipts.stream().map(Receipt::decidedAt).distinct().count() == 1;
    }

    private List<Decided> receiptsOf(Answered each) {
        return receipts.getOrDefault(each.sent().key(), List.of()).stream()
                .map(Kept::told)
                .toList();
    }

    private List<String> doubled() {
        var asked = new HashMap<String, Integer>();
        answered.forEach(
                each -> asked.put(each.sent().key(), each.sent().parts().size()));
        var doubled = new ArrayList<String>();
        receipts.forEach((key, kept) -> {
            int accounts = asked.getOrDefault(key, 0);
            var due = new HashSet<ReceiptId>();
            kept.stream()
                    .map(each -> each.told().receipt().id())
                    .filter(id -> due.size() == accounts || !due.add(id))
                    .forEach(more -> doubled.add(
                            "'" + key + "' has " + kept.size() + " receipts, and " + accounts + " were due"));
        });
        return doubled;
    }

    private List<String> holds() {
        var stories = stories();
        var ids = new TreeSet<>(Comparator.comparingLong(HoldId::number));
        ids.addAll(stories.keySet());
        ids.addAll(books.holds().keySet());
        return ids.stream()
                .flatMap(id -> {
                    var kept = books.holds().get(id);
                    return new HoldStory(id, stories.getOrDefault(id, List.of()))
                            .fault(kept == null ? null : kept.standing(), books.at()).stream();
                })
                .toList();
    }

    private Map<HoldId, List<Answered>> stories() {
        return answered.stream()
                .filter(each -> holdOf(each) != null)
                .sorted(Comparator.comparing(HoldStory::makes).reversed().thenComparingLong(this::version))
                .collect(groupingBy(each -> Objects.requireNonNull(holdOf(each))));
    }

    private static @Nullable HoldId holdOf(Answered each) {
        return each.told() instanceof Decided decided && decided.isAccepted() ? decided.hold() : null;
    }

    /** A lost answer comes last. */
    private long version(Answered each) {
        return receipts.getOrDefault(each.sent().key(), List.of()).stream()
                .mapToLong(Kept::version)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}
