package dev.spike.portal;

import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.TransactionId;
import dev.spike.ledger.TransactionType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of an account's movements, newest first.
 *
 * @param older the number to ask the next page with; none when this is the last
 * @param beginning whether this is the first page
 */
record Statement(
        String type,
        List<Choice> types,
        List<Line> lines,
        @Nullable Long older,
        boolean beginning) {

    static final int LINES = 25;

    /** A credit type to choose. */
    record Choice(String id, String name, boolean chosen) {}

    /**
     * A movement.
     *
     * @param kind its word, such as {@code usage}, which chooses a colour
     * @param ends until when it counts, or since when it no longer does; none for ever
     */
    record Line(
            long id,
            String kind,
            String what,
            String amount,
            boolean adds,
            @Nullable String notes,
            String when,
            @Nullable String ends) {

        static Line of(Visit visit, CreditType type, CreditTransaction row) {
            var say = visit.reader();
            var ends = row.times().expiresAt();
            return new Line(
                    row.id().number(),
                    row.type().word(),
                    say.text("kind." + kind(row)),
                    say.signed(type, row.credits()),
                    row.credits() > 0,
                    row.remarks().notes(),
                    when(say, row),
                    ends == null || row.type() == TransactionType.USAGE
                            ? null
                            : say.text(
                                    ends.isAfter(visit.now()) ? "statement.until" : "statement.ended",
                                    "when",
                                    say.day(ends)));
        }

        private static String kind(CreditTransaction row) {
            return switch (row.entry()) {
                case GRANT, BURN -> row.entry().word() + "." + row.type().word();
                case VOID, REPAYMENT, REVERSAL, CARRY -> row.entry().word();
            };
        }

        /** A day's usage grows until it is over. */
        private static String when(Reader say, CreditTransaction row) {
            var times = row.times();
            return times.updatedAt().equals(times.createdAt())
                    ? say.moment(times.createdAt())
                    : say.text(
                            "statement.over",
                            "first",
                            say.moment(times.createdAt()),
                            "last",
                            say.moment(times.updatedAt()));
        }
    }

    static Statement of(Visit visit, CreditAccount account) {
        var before = visit.parameter("before").flatMap(Numbers::positive).map(TransactionId::new);
        var page = account.transactions(before.orElse(null), LINES);
        var chosen = account.creditType();
        return new Statement(
                chosen.id(),
                visit.accounts().stream()
                        .map(CreditAccount::creditType)
                        .map(type -> new Choice(type.id(), visit.reader().name(type), type.equals(chosen)))
                        .toList(),
                page.transactions().stream()
                        .map(row -> Line.of(visit, chosen, row))
                        .toList(),
                page.next() == null ? null : page.next().number(),
                before.isEmpty());
    }
}
