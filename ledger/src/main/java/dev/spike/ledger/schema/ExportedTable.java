package dev.spike.ledger.schema;

import java.util.Set;

/**
 * A table as it is written out for somebody.
 *
 * @param name under which its rows stand in the document
 * @param rows the statement that returns the rows as JSON, one column each; its question marks are the billable's type and id, in
 *     turn
 * @param leftOut the columns that the statement leaves out, or whose content it does
 */
public record ExportedTable(String name, String rows, Set<String> leftOut) {

    public ExportedTable {
        leftOut = Set.copyOf(leftOut);
    }

    public static ExportedTable whole(String name, String rows) {
        return new ExportedTable(name, rows, Set.of());
    }

    int questionMarks() {
        return (int) rows.chars().filter(character -> character == '?').count();
    }
}
