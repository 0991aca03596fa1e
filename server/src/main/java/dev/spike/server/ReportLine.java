package dev.spike.server;

import java.util.Locale;

/** A line of a report for people: what it is about, and its figures. */
final class ReportLine {

    private ReportLine() {}

    /** @param label 14 characters or fewer; empty goes on with the line before */
    static String of(String label, String format, Object... values) {
        return String.format(Locale.ROOT, "%-15s", label) + String.format(Locale.ROOT, format, values);
    }
}
