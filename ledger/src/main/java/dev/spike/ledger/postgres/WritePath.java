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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
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
        var now = settings.now();
        var row = accounts.lock(connection, ref, now);
        var earlier = receipts.find(connection, new ReceiptId(row.id(), ask.key()));
        if (earlier.isPresent()) {
            return replayed(earlier.get(), ask);
        }
        var sheet = sheet(connection, ref, row, later(now, row.decidedAt()), verb);
        try {
            var decision = verb.decide(connection, sheet);
            if (decision instanceof Decision.Declined declined) {
                return decline(connection, ask, sheet, declined);
            }
            return accept(connection, ref, ask, sheet, (Decision.Accepted) decision, verb);
        } catch (ArithmeticException e) {
            throw new InvalidRequestException(
                    ErrorCode.AMOUNT_TOO_LARGE,
                    "To " + ask.verb().word() + " " + ask.amount() + " would take account "
                            + row.id().number() + " beyond what 64 bits hold.");
        }
    }

    private static KeptReceipt replayed(KeptReceipt earlier, Ask ask) {
        if (!earlier.fingerprint().equals(ask.fingerprint())) {
            throw new KeyReusedException(earlier.receipt());
        }
        return earlier;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Sheet sheet(Connection connection, AccountRef ref, AccountRow row, Instant at, Deciding verb)
            throws SQLException {
        var open = holds.open(connection, row.id());
        Set<GrantId> alsoSee = new HashSet<>(verb.alsoSee(connection, row));
        open.forEach(hold -> hold.parts().forEach(part -> addGrant(alsoSee, part)));
        if (row.current() != null) {
            alsoSee.add(row.current().grant());
        }
        var lots = grants.lots(connection, row, at, alsoSee);
        return new Sheet(row, settings.orderOf(ref.creditType()), at, lots, open);
    }

    private static void addGrant(Set<GrantId> grants, Allocation part) {
        if (part.grant() != null) {
            grants.add(part.grant());
        }
    }

    /** What a verb freed repays what is owed, once more at its end. */
    private KeptReceipt accept(
            Connection connection, AccountRef ref, Ask ask, Sheet sheet, Decision.Accepted accepted, Deciding verb)
            throws SQLException {
        sheet.repay();
        var asked = new Asked(ask.verb(), accepted.amount());
        var receipt = receipt(sheet, ask, asked, Outcome.ACCEPTED, accepted.allocations());
        transactions.append(connection, sheet, ref, verb.remarks());
        return conclude(connection, sheet, new KeptReceipt(receipt, ask.fingerprint(), null, accepted.about()));
    }

    private KeptReceipt decline(Connection connection, Ask ask, Sheet sheet, Decision.Declined declined)
            throws SQLException {
        @Nullable NextStart nextStart = sheet.nextStart().orElse(null);
        var receipt = receipt(sheet, ask, ask.asked(), Outcome.DECLINED, List.of());
        var kept = new KeptReceipt(receipt, ask.fingerprint(), nextStart, declined.about());
        return conclude(connection, sheet, kept);
    }

    private static Receipt receipt(Sheet sheet, Ask ask, Asked asked, Outcome outcome, List<Allocation> allocations) {
        var id = new ReceiptId(sheet.row().id(), ask.key());
        return new Receipt(id, asked, outcome, allocations, sheet.balance(), sheet.at(), false);
    }

    private KeptReceipt conclude(Connection connection, Sheet sheet, KeptReceipt kept) throws SQLException {
        grants.settle(connection, sheet.row().id(), sheet.changedLots());
        holds.save(connection, sheet.row().id(), sheet.at(), sheet.changedHolds());
        accounts.save(connection, sheet);
        receipts.append(connection, sheet, kept);
        return kept;
    }
}
