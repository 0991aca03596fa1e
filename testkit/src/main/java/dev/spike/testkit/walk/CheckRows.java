package dev.spike.testkit.walk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of an account's rows, whoever wrote them.
 *
 * @param at the account's time
 */
record CheckRows(ModelAccount model, Made made, Instant at, Tally tally) {

    void all(List<Books.Row> rows) {
        var byGrant = rows.stream().collect(Collectors.groupingBy(row -> Optional.ofNullable(row.grant())));
        long owed = 0;
        for (var row : rowsOf(null, byGrant)) {
            owed -= row.credits();
            tally.holds(row.expiresAt() == null, () -> "Row " + row + " is owed and ends.");
        }
        tally.same("What the rows that no grant covers come to", model.purse().owed(), owed);
        for (var grant : model.purse().grants) {
            grant(grant, rowsOf(made.grant(grant.step).number(), byGrant));
        }
        tally.holds(byGrant.isEmpty(), () -> "There are rows of no grant: " + byGrant + ".");
        later(rows);
    }

    private static List<Books.Row> rowsOf(@Nullable Long grant, Map<Optional<Long>, List<Books.Row>> byGrant) {
        return Objects.requireNonNullElse(byGrant.remove(Optional.ofNullable(grant)), List.of());
    }

    private void grant(ModelGrant grant, List<Books.Row> rows) {
        long sum = 0;
        for (var row : rows) {
            sum += row.credits();
            tally.holds(
                    Objects.equals(row.expiresAt(), grant.end),
                    () -> "Row " + row + " does not end with its grant, at " + grant.end + ".");
            tally.holds(!row.effectiveAt().isBefore(grant.start), () -> "Row " + row + " counts before its grant.");
        }
        long all = sum;
        tally.holds(
                all >= 0 && all <= grant.amount,
                () -> "The rows of a grant of " + grant.amount + " come to " + all + ".");
        tally.same(() -> "What the rows of the grant of #" + grant.step + " come to", grant.left, all);
    }

    private void later(List<Books.Row> rows) {
        for (var edge : model.edges().tailSet(at)) {
            long sum = 0;
            for (var row : rows) {
                sum += row.counts(edge) ? row.credits() : 0;
            }
            tally.same(
                    () -> "What the rows come to at " + edge,
                    model.balanceAt(edge).total(),
                    sum);
        }
    }
}
