package dev.spike.server.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Comma-separated values under a header line, one call a line. Each line is parsed alone, so that an open quote damages its
 * own line and no other. Columns that are none of ours are left aside.
 */
final class CsvRows implements RowFormat {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setIgnoreEmptyLines(false)
            .setIgnoreSurroundingSpaces(true)
            .get();

    private final List<Optional<TraceColumn>> columns;

    private CsvRows(List<Optional<TraceColumn>> columns) {
        this.columns = columns;
    }

    /** The columns that the header names; damage where it lacks one that is required, or names one twice. */
    static CsvRows under(String header) throws DamagedRowException {
        List<Optional<TraceColumn>> columns = new ArrayList<>();
        for (String name : parse(header)) {
            columns.add(TraceColumn.named(name));
        }
        for (TraceColumn column : TraceColumn.values()) {
            long times = columns.stream().filter(Optional.of(column)::equals).count();
            if (times > 1) {
                throw new DamagedRowException("names two columns for the " + column.words());
            }
            if (times == 0 && column.isRequired()) {
                throw new DamagedRowException("names no column for the " + column.words());
            }
        }
        return new CsvRows(List.copyOf(columns));
    }

    @Override
    public Map<TraceColumn, String> read(String line) throws DamagedRowException {
        List<String> fields = parse(line);
        if (fields.size() != columns.size()) {
            throw new DamagedRowException(
                    "has %d columns where the header has %d".formatted(fields.size(), columns.size()));
        }
        Map<TraceColumn, String> values = new EnumMap<>(TraceColumn.class);
        for (int index = 0; index < fields.size(); index++) {
            String field = fields.get(index);
            columns.get(index).ifPresent(column -> values.put(column, field));
        }
        return values;
    }

    static List<String> parse(String line) throws DamagedRowException {
        try (CSVParser parser = CSVParser.parse(line, FORMAT)) {
            List<CSVRecord> records = parser.getRecords();
            return records.size() == 1 ? records.get(0).toList() : List.of();
        } catch (IOException | UncheckedIOException broken) {
            throw new DamagedRowException("has a quote that is not closed, or text beside one");
        }
    }
}
