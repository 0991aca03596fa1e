package dev.spike.server.crash;

import dev.spike.ledger.AccountId;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.Balance;
import dev.spike.ledger.CaptureRequest.Rest;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldState;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.ReceiptId;
import dev.spike.ledger.Verb;
import dev.spike.server.crash.Told.Closed;
import dev.spike.server.crash.Told.Decided;
import dev.spike.server.crash.Told.DecidedOnAll;
import dev.spike.server.crash.Told.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How requests and answers stand in the journal: words parted by tabs, nothing where there is none. */
final class JournalLine {

    private static final String DECIDED_ON_ALL = "decided-on-all";

    /** So many words tell of a decision on one account. */
    private static final int DECIDED_WORDS = 11;

    private JournalLine() {}

    static List<String> of(Sent sent) {
        return List.of(
                sent.key(),
                sent.account(),
                sent.kind().word(),
                text(sent.amount()),
                text(sent.target()),
                text(sent.until()),
                sent.rest().name());
    }

    static Sent sent(List<String> words) {
        return new Sent(
                words.get(0),
                words.get(1),
                Kind.ofWord(words.get(2)),
                ifAny(words.get(3), Long::valueOf),
                ifAny(words.get(4), target -> target),
                ifAny(words.get(5), Instant::parse),
                Rest.valueOf(words.get(6)));
    }

    static List<String> of(Told told) {
        if (told instanceof Decided decided) {
            return decided(decided);
        } else if (told instanceof DecidedOnAll all) {
            return Stream.concat(
                            Stream.of(DECIDED_ON_ALL),
                            all.decisions().stream().map(JournalLine::decided).flatMap(List::stream))
                    .toList();
        }
        return told instanceof Closed closed
                ? List.of("closed", closed.state().word(), text(closed.closedAt()))
                : List.of("refused", ((Refused) told).code());
    }

    private static List<String> decided(Decided decided) {
        var receipt = decided.receipt();
        return List.of(
                "decided",
                Long.toString(receipt.id().account().number()),
                receipt.asked().verb().word(),
                Long.toString(receipt.asked().amount()),
                receipt.outcome().word(),
                receipt.allocations().stream().map(JournalLine::text).collect(Collectors.joining(",")),
                Long.toString(receipt.balance().available()),
                Long.toString(receipt.balance().held()),
                Long.toString(receipt.balance().owed()),
                receipt.decidedAt().toString(),
                decided.hold() == null ? "" : Long.toString(decided.hold().number()));
    }

    static Told told(String key, List<String> words) {
        return switch (words.get(0)) {
            case "closed" -> new Closed(HoldState.ofWord(words.get(1)), ifAny(words.get(2), Instant::parse));
            case "refused" -> new Refused(words.get(1));
            case DECIDED_ON_ALL -> decidedOnAll(key, words.subList(1, words.size()));
            default -> decided(key, words);
        };
    }

    private static Told decidedOnAll(String key, List<String> words) {
        var decisions = new ArrayList<Decided>();
        for (int from = 0; from + DECIDED_WORDS <= words.size(); from += DECIDED_WORDS) {
            decisions.add(decided(key, words.subList(from, from + DECIDED_WORDS)));
        }
        return new DecidedOnAll(decisions);
    }

    private static Decided decided(String key, List<String> words) {
        return new Decided(receipt(key, words), ifAny(words.get(10), hold -> new HoldId(Long.parseLong(hold))));
    }

    private static Receipt receipt(String key, List<String> words) {
        return new Receipt(
                new ReceiptId(new AccountId(Long.parseLong(words.get(1))), new IdempotencyKey(key)),
                new Receipt.Asked(Verb.ofWord(words.get(2)), Long.parseLong(words.get(3))),
                Receipt.Outcome.ofWord(words.get(4)),
                words.get(5).isEmpty()
                        ? List.of()
                        : Arrays.stream(words.get(5).split(",", -1))
                                .map(JournalLine::allocation)
                                .toList(),
                new Balance(Long.parseLong(words.get(6)), Long.parseLong(words.get(7)), Long.parseLong(words.get(8))),
                Instant.parse(words.get(9)),
                true);
    }

    private static String text(Allocation part) {
        return (part.grant() == null ? "owed" : part.grant().number()) + ":" + part.amount();
    }

    private static Allocation allocation(String text) {
        var parts = text.split(":", -1);
        long amount = Long.parseLong(parts[1]);
        return parts[0].equals("owed")
                ? Allocation.owed(amount)
                : new Allocation(new GrantId(Long.parseLong(parts[0])), amount);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static <T> @Nullable T ifAny(String word, Function<String, T> read) {
        return word.isEmpty() ? null : read.apply(word);
    }
}
