package dev.spike.ledger.postgres;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.KeyReusedException;
import dev.spike.ledger.NextStart;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Receipt.Outcome;
import dev.spike.ledger.ReceiptId;
import dev.spike.ledger.Verb;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one way by which an account changes: lock, look for a replay, read, decide, append, bring up to date, keep the
 * receipt. The caller commits, and publishes after that. Eight statements, whatever the history and the grants.
 */
final class WritePath {

    private final LedgerSettings settings;
    private final AccountStore accounts = new AccountStore();
    private final GrantStore grants = new GrantStore();
    private final TransactionStore transactions = new TransactionStore();
    private final ReceiptStore receipts = new ReceiptStore();

    WritePath(LedgerSettings settings) {
        this.settings = settings;
    }

    /** Decides the request under the account's lock, or returns the first answer if its key was used for the same request. */
    KeptReceipt decide(Connection connection, AccountRef ref, Ask ask, Function<OpenAccount, Decision> verb)
            throws SQLException {
        var now = settings.now();
        var row = accounts.lock(connection, ref, now);
        var id = new ReceiptId(row.id(), ask.key());
        var earlier = receipts.find(connection, id);
        if (earlier.isPresent()) {
            return replayed(earlier.get(), ask);
        }
        var at = later(now, row.decidedAt());
        var account = new OpenAccount(row, settings.orderOf(ref.creditType()), at, grants.open(connection, row, at));
        return carryOut(connection, ref, ask, account, verb.apply(account));
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

    private KeptReceipt carryOut(Connection connection, AccountRef ref, Ask ask, OpenAccount account, Decision decision)
            throws SQLException {
        if (decision instanceof Decision.Draw draw) {
            transactions.appendBurns(connection, account, ref, draw.drawing(), draw.allocations());
            var after = account.afterDrawing(draw.allocations());
            return conclude(connection, ask, after, Outcome.ACCEPTED, draw.allocations());
        }
        if (decision instanceof Decision.Grant grant) {
            account.checkRoomFor(grant.request().amount());
            var made = transactions.appendGrant(connection, account, ref, grant.request());
            var after = account.afterGranting(made);
            return conclude(connection, ask, after, Outcome.ACCEPTED, List.of(new Allocation(made.id(), made.free())));
        }
        return conclude(connection, ask, account, Outcome.DECLINED, List.of());
    }

    private KeptReceipt conclude(
            Connection connection, Ask ask, OpenAccount after, Outcome outcome, List<Allocation> allocations)
            throws SQLException {
        grants.settle(connection, after.row().id(), unsettled(after, ask, allocations));
        accounts.save(connection, after);
        var id = new ReceiptId(after.row().id(), ask.key());
        var receipt = new Receipt(id, ask.asked(), outcome, allocations, after.balance(), after.at(), false);
        var nextStart = outcome == Outcome.DECLINED ? nextStart(after) : null;
        receipts.append(connection, ask, receipt, after.row().version() + 1, nextStart);
        return new KeptReceipt(receipt, ask.fingerprint(), nextStart);
    }

    private static @Nullable NextStart nextStart(OpenAccount account) {
        return account.nextStart().orElse(null);
    }

    /** The grants whose rows lag behind: the one that was current until now, and those drawn. */
    private static Map<GrantId, Long> unsettled(OpenAccount after, Ask ask, List<Allocation> allocations) {
        var free = new HashMap<GrantId, Long>();
        var current = after.row().current();
        if (current != null) {
            free.put(current.grant(), current.free());
        }
        if (ask.verb() != Verb.ADD) {
            allocations.forEach(part -> free.put(part.grant(), 0L));
        }
        free.replaceAll(
                (id, stale) -> after.grant(id).map(grant -> grant.free()).orElse(stale));
        return free;
    }
}
