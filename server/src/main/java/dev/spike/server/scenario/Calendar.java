package dev.spike.server.scenario;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Expectations on the calendar of a recurrence, by which grants are refilled. */
final class Calendar {

    private static final int INSTANTS_MAX = 10_000;

    private static final Map<String, BiFunction<Recurrence, Instant, Instant>> INSTANTS = Map.of(
            "next_inclusive", Recurrence::firstFrom,
            "next_exclusive", Recurrence::firstAfter,
            "prev_inclusive", Recurrence::lastUntil,
            "prev_exclusive", Recurrence::lastBefore);

    private static final List<String> STARTS = List.of("from", "start");

    private static final List<String> ENDS = List.of("to", "end");

    private Calendar() {}

    static boolean isAsked(String name) {
        return INSTANTS.containsKey(name)
                || List.of("period", "fires_on_day", "instants").contains(name);
    }

    /** What the expectation of the name should say; in the form in which {@link #said} gives what it says. */
    static String actual(Part expectation, String name, Recurrence recurrence) {
        var at = expectation.instant("at").orElseThrow();
        var asked = INSTANTS.get(name);
        if (asked != null) {
            return asked.apply(recurrence, at).toString();
        }
        return switch (name) {
            case "fires_on_day" -> String.valueOf(recurrence.isOnDayOf(at));
            case "period" -> "[%s, %s)".formatted(recurrence.lastUntil(at), recurrence.firstAfter(at));
            default -> instants(expectation, recurrence, at).toString();
        };
    }

    private static List<Instant> instants(Part expectation, Recurrence recurrence, Instant at) {
        var from = expectation.instant("window_from").orElseThrow();
        var instants = recurrence.between(from.minusNanos(1), at, INSTANTS_MAX);
        if (instants.contains(at) || instants.contains(from)) {
            throw new NotOfferedException("expectation instants with one at an edge of the window");
        }
        return instants;
    }

    static String said(Part expectation, String name) {
        return switch (name) {
            case "fires_on_day" -> String.valueOf(expectation.flag(name));
            case "period" -> {
                var period = expectation.part(name).orElseThrow();
                yield "[%s, %s)".formatted(first(period, STARTS), first(period, ENDS));
            }
            case "instants" -> expectation.texts(name).toString();
            default -> expectation.instant(name).orElseThrow().toString();
        };
    }

    private static String first(Part period, List<String> names) {
        return names.stream()
                .flatMap(name -> period.text(name).stream())
                .findFirst()
                .orElseThrow(() -> new NotOfferedException("expectation period without from and to"));
    }
}
