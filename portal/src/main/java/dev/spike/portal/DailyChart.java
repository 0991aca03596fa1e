package dev.spike.portal;

import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.DailyUsage;
import java.time.LocalDate;
import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was used by day, newest first, as a table; the chart is drawn from it.
 *
 * @param columns one for each credit type
 * @param used whether anything was
 */
record DailyChart(int days, List<Integer> choices, List<Column> columns, List<Row> rows, boolean used) {

    private static final List<Integer> CHOICES = List.of(7, 30, 90);
    private static final int USUALLY = 30;

    /** A credit type, and all that was used of it. */
    record Column(String type, String name, String total) {}

    /** A day: as it is written, as machines read it, and what was used of each type. */
    record Row(String day, LocalDate date, List<Cell> cells) {}

    /** What was used: as it is written, and as the chart reads it. */
    record Cell(String text, String value) {}

    static DailyChart of(Visit visit) {
        int days = visit.parameter("days")
                .flatMap(text -> CHOICES.stream()
                        .filter(choice -> text.equals(choice.toString()))
                        .findFirst())
                .orElse(USUALLY);
        var last = LocalDate.ofInstant(
                visit.now(), visit.site().billing().catalogue().settings().zone());
        var first = last.minusDays(days - 1L);
        var usages = visit.accounts().stream()
                .map(account -> Usage.of(account, first, last))
                .toList();
        var say = visit.reader();
        return new DailyChart(
                days,
                CHOICES,
                usages.stream()
                        .map(usage -> new Column(
                                usage.type().id(),
                                say.name(usage.type()),
                                say.amount(
                                        usage.type(),
                                        usage.spent().values().stream().reduce(0L, Math::addExact))))
                        .toList(),
                last.datesUntil(first.minusDays(1), Period.ofDays(-1))
                        .map(day -> row(say, day, usages))
                        .toList(),
                usages.stream().anyMatch(usage -> !usage.spent().isEmpty()));
    }

    private static Row row(Reader say, LocalDate day, List<Usage> usages) {
        return new Row(
                say.day(day),
                day,
                usages.stream()
                        .map(usage -> {
                            long spent = usage.spent().getOrDefault(day, 0L);
                            return new Cell(
                                    say.number(usage.type(), spent),
                                    usage.type().credits(spent).toPlainString());
                        })
                        .toList());
    }

    private record Usage(CreditType type, Map<LocalDate, Long> spent) {

        static Usage of(CreditAccount account, LocalDate first, LocalDate last) {
            var spent = new HashMap<LocalDate, Long>();
            for (DailyUsage day : account.usage(first, last)) {
                spent.put(day.day(), day.spent());
            }
            return new Usage(account.creditType(), spent);
        }
    }
}
