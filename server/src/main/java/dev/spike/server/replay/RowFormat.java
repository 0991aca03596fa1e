package dev.spike.server.replay;

import java.util.Map;

/** How one line of a trace says the columns of one call. */
sealed interface RowFormat permits CsvRows, JsonRows {

    /** What the line says, as text, for each column it has; a blank value is a missing one. */
    Map<TraceColumn, String> read(String line) throws DamagedRowException;
}
