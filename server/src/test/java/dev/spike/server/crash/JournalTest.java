package dev.spike.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AccountId;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.Balance;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldState;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.ReceiptId;
import dev.spike.ledger.Verb;
import dev.spike.server.crash.Journal.Answered;
import dev.spike.server.crash.Sent.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final Sent RELEASE = new Sent("key-1", "account-1", Kind.RELEASE, null, "7");
    private static final Sent PART = new Sent("key-2", "account-1", Kind.CAPTURE, 5L, "8").keepingTheRest();
    private static final Sent HOLD =
            new Sent("key-3", "account-1", Kind.HOLD, 9L, null).until(Instant.parse("2026-03-01T00:00:00.123Z"));

    private static final Sent ALL = Sent.ofAll(
            "key-4", List.of(new Part("account-1", 5L), new Part("account-2", 7L), new Part("account-3", 9L)));

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void inTheFolder() {
        file = folder.resolve("journal.txt");
    }

    @Test
    void reads_every_kind_of_answer_as_it_was_written() throws IOException {
        var answered = List.of(
                new Answered(RELEASE, new Told.Closed(HoldState.LAPSED, Instant.parse("2026-03-01T00:00:01Z"))),
                new Answered(PART, new Told.Decided(captured(), new HoldId(8))),
                new Answered(ALL, new Told.DecidedOnAll(List.of(spent(3, 5), spent(4, 7), spent(5, 9)))),
                new Answered(HOLD, new Told.Refused(ErrorCode.DEADLINE_PASSED.code())));

        try (var journal = Journal.appendTo(file)) {
            answered.forEach(each -> journal.sent(each.sent()));
            answered.forEach(journal::answered);
        }

        assertThat(Journal.read(file).answered()).isEqualTo(answered);
        assertThat(Journal.read(file).unanswered()).isEmpty();
    }

    private static Told.Decided spent(long account, long amount) {
        var receipt = new Receipt(
                new ReceiptId(new AccountId(account), new IdempotencyKey("key-4")),
                new Receipt.Asked(Verb.SPEND_ALL, amount),
                Receipt.Outcome.ACCEPTED,
                List.of(new Allocation(new GrantId(12), amount)),
                new Balance(4, 0, 0),
                Instant.parse("2026-03-01T00:00:00.123456Z"),
                false);
        return new Told.Decided(receipt, null);
    }

    private static Receipt captured() {
        return new Receipt(
                new ReceiptId(new AccountId(3), new IdempotencyKey("key-2")),
                new Receipt.Asked(Verb.CAPTURE, 5),
                Receipt.Outcome.ACCEPTED,
                List.of(new Allocation(new GrantId(12), 3), Allocation.owed(2)),
                new Balance(-2, 4, 2),
                Instant.parse("2026-03-01T00:00:00.123456Z"),
                false);
    }

    @Test
    void a_torn_last_line_spoils_nothing_but_itself() throws IOException {
        try (var journal = Journal.appendTo(file)) {
            journal.sent(RELEASE);
        }
        Files.writeString(file, "answered\tkey-1\tclosed\tcapt", StandardOpenOption.APPEND);

        try (var journal = Journal.appendTo(file)) {
            journal.sent(HOLD);
        }

        assertThat(Journal.read(file).answered()).isEmpty();
        assertThat(Journal.read(file).unanswered()).containsExactly(RELEASE, HOLD);
    }
}
