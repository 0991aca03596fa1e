package dev.spike.server.replay;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a call of what a line says in its columns; checks the timestamp first, then input, output and customer. */
final class CallColumns {

    private CallColumns() {}

    static UsageCall call(long number, Map<TraceColumn, String> values) throws DamagedRowException {
        Instant at = TraceTimestamp.parse(required(values, TraceColumn.TIMESTAMP));
        long input = tokens(values, TraceColumn.INPUT);
        long output = tokens(values, TraceColumn.OUTPUT);
        return new UsageCall(number, at, input, output, customer(values));
    }

    private static long tokens(Map<TraceColumn, String> values, TraceColumn column) throws DamagedRowException {
        String text = required(values, column);
        if (text.matches("-[0-9]+")) {
            throw new DamagedRowException("has negative " + column.words() + ": " + Excerpt.of(text));
        }
        if (!text.matches("[0-9]+")) {
            throw new DamagedRowException("has " + column.words() + " that are no whole number: " + Excerpt.of(text));
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException over) {
            throw new DamagedRowException("has more " + column.words() + " than can be counted: " + Excerpt.of(text));
        }
    }

    private static String required(Map<TraceColumn, String> values, TraceColumn column) throws DamagedRowException {
        String text = values.getOrDefault(column, "").strip();
        if (text.isEmpty()) {
            throw new DamagedRowException("does not say the " + column.words());
        }
        return text;
    }

    private static @Nullable String customer(Map<TraceColumn, String> values) throws DamagedRowException {
        String name = values.getOrDefault(TraceColumn.CUSTOMER, "").strip();
        if (name.length() > UsageTrace.CUSTOMER_LENGTH_MAX || name.chars().anyMatch(Character::isISOControl)) {
            throw new DamagedRowException("has a customer longer than %d or with control characters: %s"
                    .formatted(UsageTrace.CUSTOMER_LENGTH_MAX, Excerpt.of(name)));
        }
        return name.isEmpty() ? null : name;
    }
}
