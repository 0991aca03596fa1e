package dev.spike.portal;

import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.EntryKind;
import dev.spike.ledger.TransactionId;
import dev.spike.ledger.TransactionPage;
import dev.spike.ledger.TransactionType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of an account's movements, newest first.
 *
 * @param older the address of the next page; none when this is the last
 * @param newest the address of the first page; none when this is it
 * @param shownAsCsv the address of all that passes the filter as a file
 * @param backwards whether the days run backwards
 */
record Statement(
        String type,
        List<Choice> types,
        Filter filter,
        List<Line> lines,
        @Nullable String older,
        @Nullable String newest,
        String shownAsCsv,
        boolean backwards) {

    static final int LINES = 25;

    /** Something to choose. */
    record Choice(String id, String name, boolean chosen) {}

    /**
     * What is chosen of which choices.
     *
     * @param on whether anything is left out
     */
    record Filter(List<Choice> types, List<Choice> kinds, String from, String to, boolean on) {

        static Filter of(Reader say, StatementFilter chosen) {
            return new Filter(
                    Stream.of(TransactionType.values())
                            .map(type -> new Choice(
                                    type.word(), say.text("filter.type." + type.word()), type == chosen.type()))
                            .toList(),
                    Stream.of(EntryKind.values())
                            .map(kind -> new Choice(
                                    kind.word(), say.text("filter.kind." + kind.word()), kind == chosen.kind()))
                            .toList(),
                    chosen.from() == null ? "" : chosen.from().toString(),
                    chosen.to() == null ? "" : chosen.to().toString(),
                    chosen.isOn());
        }
    }

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
            var first = say.moment(row.times().createdAt());
            var last = say.moment(row.times().updatedAt());
            return first.equals(last) ? first : say.text("statement.over", "first", first, "last", last);
        }
    }

    static Statement of(Visit visit, CreditAccount account) {
        var chosen = account.creditType();
        var filter = StatementFilter.of(visit);
        var before = visit.parameter("before").flatMap(Numbers::positive).map(TransactionId::new);
        var query = filter.query(LINES);
        var page = query.map(one -> account.transactions(one.before(before.orElse(null))))
                .orElseGet(() -> new TransactionPage(List.of(), null));
        var here = filter.address(visit.site().address(visit.request(), "/usage"), chosen.id());
        return new Statement(
                chosen.id(),
                visit.accounts().stream()
                        .map(CreditAccount::creditType)
                        .map(type -> new Choice(type.id(), visit.reader().name(type), type.equals(chosen)))
                        .toList(),
                Filter.of(visit.reader(), filter),
                page.transactions().stream()
                        .map(row -> Line.of(visit, chosen, row))
                        .toList(),
                page.next() == null ? null : here + "&before=" + page.next().number(),
                before.isEmpty() ? null : here,
                filter.address(visit.site().address(visit.request(), "/usage/statement.csv"), chosen.id()),
                query.isEmpty());
    }
}
