package dev.spike.ledger.postgres;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.KeyReusedException;
import dev.spike.ledger.NextStart;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Receipt.Asked;
import dev.spike.ledger.Receipt.Outcome;
import dev.spike.ledger.ReceiptId;
import dev.spike.ledger.Remarks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one way by which an account changes: lock, look for a replay, read, decide, append, bring up to date, keep the
 * receipt. The caller commits, and publishes after that. A fixed number of statements, whatever the history and the grants.
 */
final class WritePath {

    private final LedgerSettings settings;
    private final AccountStore accounts = new AccountStore();
    private final GrantStore grants = new GrantStore();
    private final HoldStore holds = new HoldStore();
    private final TransactionStore transactions = new TransactionStore();
    private final ReceiptStore receipts = new ReceiptStore();

    WritePath(LedgerSettings settings) {
        this.settings = settings;
    }

    /** Decides the request under the account's lock, or returns the first answer if its key was used for the same request. */
    KeptReceipt decide(Connection connection, AccountRef ref, Ask ask, Deciding verb) throws SQLException {
        var row = accounts.lock(connection, ref, settings.now());
        var now =
                settings.now(); // read anew: whoever waited for the lock must not decide at an instant before the wait
        var earlier = earlier(connection, row, ask);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        var sheet = read(connection, ref, row, later(now, row.decidedAt()), verb.alsoSee(connection, row));
        try {
            var decision = verb.decide(connection, sheet);
            var kept = decision instanceof Decision.Declined declined
                    ? declined(sheet, ask, declined.about())
                    : accepted(sheet, ask, (Decision.Accepted) decision);
            write(connection, ref, sheet, kept, verb.remarks());
            return kept;
        } catch (ArithmeticException e) {
            throw tooLarge(ask, row);
        }
    }

    /** The first answer under the key, which stays what it is; to be asked where the account's lock is held. */
    Optional<KeptReceipt> earlier(Connection connection, AccountRow row, Ask ask) throws SQLException {
        var earlier = receipts.find(connection, new ReceiptId(row.id(), ask.key()));
        if (earlier.isPresent() && !earlier.get().fingerprint().equals(ask.fingerprint())) {
            throw new KeyReusedException(earlier.get().receipt());
        }
        return earlier;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /**
     * The account as it is at the instant, to decide on.
     *
     * @param alsoSee grants to see even if they have ended or nothing is left of them
     */
    Sheet read(Connection connection, AccountRef ref, AccountRow row, Instant at, Set<GrantId> alsoSee)
            throws SQLException {
        var open = holds.open(connection, row.id());
        var seen = new HashSet<>(alsoSee);
        open.forEach(hold -> hold.parts().forEach(part -> addGrant(seen, part)));
        if (row.current() != null) {
            seen.add(row.current().grant());
        }
        var lots = grants.lots(connection, row, at, seen);
        return new Sheet(row, settings.orderOf(ref.creditType()), at, lots, open);
    }

    private static void addGrant(Set<GrantId> grants, Allocation part) {
        if (part.grant() != null) {
            grants.add(part.grant());
        }
    }

    /** What a verb freed repays what is owed, once more at its end. */
    static KeptReceipt accepted(Sheet sheet, Ask ask, Decision.Accepted accepted) {
        sheet.repay();
        var asked = new Asked(ask.verb(), accepted.amount());
        var receipt = receipt(sheet, ask, asked, Outcome.ACCEPTED, accepted.allocations());
        return new KeptReceipt(receipt, ask.fingerprint(), null, accepted.about());
    }

    static KeptReceipt declined(Sheet sheet, Ask ask, Decision.About about) {
        @Nullable NextStart nextStart = sheet.nextStart().orElse(null);
        var receipt = receipt(sheet, ask, ask.asked(), Outcome.DECLINED, List.of());
        return new KeptReceipt(receipt, ask.fingerprint(), nextStart, about);
    }

    private static Receipt receipt(Sheet sheet, Ask ask, Asked asked, Outcome outcome, List<Allocation> allocations) {
        var id = new ReceiptId(sheet.row().id(), ask.key());
        return new Receipt(id, asked, outcome, allocations, sheet.balance(), sheet.at(), false);
    }

    static InvalidRequestException tooLarge(Ask ask, AccountRow row) {
        return new InvalidRequestException(
                ErrorCode.AMOUNT_TOO_LARGE,
                "To " + ask.verb().word() + " " + ask.amount() + " would take account "
                        + row.id().number() + " beyond what 64 bits hold.");
    }

    /** Appends the rows, brings grants, holds and account up to date, and keeps the receipt. */
    void write(Connection connection, AccountRef ref, Sheet sheet, KeptReceipt kept, Remarks remarks)
            throws SQLException {
        transactions.append(connection, sheet, ref, remarks);
        grants.settle(connection, sheet.row().id(), sheet.changedLots());
        holds.save(connection, sheet.row().id(), sheet.at(), sheet.changedHolds());
        accounts.save(connection, sheet);
        receipts.append(connection, sheet, kept);
    }
}
