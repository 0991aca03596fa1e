package dev.spike.ledger.postgres;

import dev.spike.ledger.AllSpent;
import dev.spike.ledger.KeyReusedException;
import dev.spike.ledger.NoneSpent;
import dev.spike.ledger.NoneSpent.Shortage;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendAllResult;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.Verb;
import dev.spike.ledger.postgres.Decision.About;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Spends of several accounts, all or nothing: each step of the write path is taken for all of them before the next, so that
 * nothing is written before every account has decided.
 *
 * <p>All decide at one instant, the latest of the clock and their last decisions. So no past instant shows half a spend, and
 * its receipts lie in one month, to be kept and dropped together.
 */
final class SpendingAll {

    private final LedgerSettings settings;
    private final Spending spending;
    private final WritePath writePath;
    private final AccountStore accounts = new AccountStore();

    SpendingAll(LedgerSettings settings, Spending spending, WritePath writePath) {
        this.settings = settings;
        this.spending = spending;
        this.writePath = writePath;
    }

    /** @param refs the accounts of the parts, in their order */
    SpendAllResult spend(Database database, List<AccountRef> refs, SpendAllRequest request) {
        spending.checkDetails(plain(request, request.parts().get(0)));
        var ask = Ask.of(Verb.SPEND_ALL, 0, request.key(), Fingerprint.of(request));
        var kept = database.atomically(ask, (connection, asked) -> decide(connection, refs, request, asked));
        return answer(request, kept);
    }

    private static SpendRequest plain(SpendAllRequest request, SpendAllRequest.Part part) {
        return new SpendRequest(part.amount(), request.key(), request.remarks(), request.datedAt());
    }

    private static SpendAllResult answer(SpendAllRequest request, List<KeptReceipt> kept) {
        var receipts = kept.stream().map(KeptReceipt::receipt).toList();
        if (kept.stream().allMatch(KeptReceipt::isAccepted)) {
            return new AllSpent(receipts);
        }
        var shortages = new ArrayList<Shortage>();
        for (int i = 0; i < kept.size(); i++) {
            if (!kept.get(i).about().hadEnough()) {
                shortages.add(new Shortage(request.parts().get(i), kept.get(i).declined()));
            }
        }
        return new NoneSpent(receipts, shortages);
    }

    /** One account's part of the request, and the account as it is. */
    private record Turn(AccountRef ref, SpendRequest request, Ask ask, Sheet sheet) {

        /** Works out something that may not fit 64 bits. */
        <T> T within64Bits(Function<Turn, T> work) {
            try {
                return work.apply(this);
            } catch (ArithmeticException e) {
                throw WritePath.tooLarge(ask, sheet.row());
            }
        }
    }

    private List<KeptReceipt> decide(Connection connection, List<AccountRef> refs, SpendAllRequest request, Ask ask)
            throws SQLException {
        var rows = accounts.lockAll(connection, refs, settings.now());
        var earlier = earlier(connection, rows, ask);
        if (!earlier.isEmpty()) {
            return earlier;
        }
        var at = latest(settings.now(), rows); // read when locked, as every decision does
        var datedAt = Dated.checked(request.datedAt(), at);
        var turns = new ArrayList<Turn>();
        for (int i = 0; i < rows.size(); i++) {
            var plain = plain(request, request.parts().get(i));
            var sheet = writePath.read(connection, refs.get(i), rows.get(i), at, Set.of());
            turns.add(new Turn(refs.get(i), plain, ask.partOf(plain.amount()), sheet));
        }
        var kept = decided(turns, datedAt);
        for (int i = 0; i < turns.size(); i++) {
            writePath.write(connection, refs.get(i), turns.get(i).sheet(), kept.get(i), request.remarks());
        }
        return kept;
    }

    /**
     * The first answers, of all accounts or of none; a key that one has for another request is refused. So is one that only some
     * have: the others were forgotten since, and what is asked is no longer of the same accounts.
     */
    private List<KeptReceipt> earlier(Connection connection, List<AccountRow> rows, Ask ask) throws SQLException {
        var earlier = new ArrayList<KeptReceipt>();
        for (var row : rows) {
            writePath.earlier(connection, row, ask).ifPresent(earlier::add);
        }
        if (!earlier.isEmpty() && earlier.size() < rows.size()) {
            throw new KeyReusedException(earlier.get(0).receipt());
        }
        return earlier;
    }

    private static Instant latest(Instant now, List<AccountRow> rows) {
        return rows.stream()
                .map(AccountRow::decidedAt)
                .filter(decidedAt -> decidedAt.isAfter(now))
                .max(Instant::compareTo)
                .orElse(now);
    }

    /** Every account is asked once whether it has enough; only if all have, any is drawn on. */
    private List<KeptReceipt> decided(List<Turn> turns, Instant datedAt) {
        var enough = new ArrayList<Boolean>();
        for (var turn : turns) {
            enough.add(turn.within64Bits(this::hasEnough));
        }
        var kept = new ArrayList<KeptReceipt>();
        for (int i = 0; i < turns.size(); i++) {
            var about = enough.get(i) ? About.HAD_ENOUGH : About.NOTHING;
            kept.add(turns.get(i)
                    .within64Bits(
                            enough.contains(false)
                                    ? turn -> WritePath.declined(turn.sheet(), turn.ask(), about)
                                    : turn -> accepted(turn, datedAt)));
        }
        return kept;
    }

    private boolean hasEnough(Turn turn) {
        return settings.admits(
                turn.ref(), turn.sheet().available(), turn.request().amount());
    }

    private KeptReceipt accepted(Turn turn, Instant datedAt) {
        var taken = spending.taken(turn.sheet(), turn.request(), datedAt);
        return WritePath.accepted(turn.sheet(), turn.ask(), taken);
    }
}
