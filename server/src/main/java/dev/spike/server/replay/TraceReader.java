package dev.spike.server.replay;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads one file into a {@link UsageTrace}, line by line; the first line that can be read tells the format. */
final class TraceReader {

    private final Path file;
    private final OnDamage onDamage;
    private final List<UsageCall> calls = new ArrayList<>();
    private final List<DamagedLine> damaged = new ArrayList<>();
    private @Nullable RowFormat format;

    TraceReader(Path file, OnDamage onDamage) {
        this.file = file;
        this.onDamage = onDamage;
    }

    UsageTrace read() {
        if (Files.isDirectory(file)) {
            throw new UnreadableTraceException(file + " is a folder; name the file of a usage trace.");
        }
        try (TraceLines lines = TraceLines.open(file)) {
            while (readLine(lines)) {
                checkLimits();
            }
            if (calls.isEmpty() && damaged.isEmpty()) {
                throw new UnreadableTraceException(file + (format == null ? " is empty" : " has a header and no calls")
                        + "; a usage trace has one line a call.");
            }
            return new UsageTrace(calls, damaged, lines.digest());
        } catch (NoSuchFileException missing) {
            throw new UnreadableTraceException(
                    "There is no file " + file + "; check the path of the usage trace.", missing);
        } catch (AccessDeniedException denied) {
            throw new UnreadableTraceException(file + " may not be read; give its reader the permission.", denied);
        } catch (EOFException | ZipException cut) {
            throw new UnreadableTraceException(
                    file + " is compressed and damaged from its beginning; fetch it anew.", cut);
        } catch (IOException failure) {
            throw new UnreadableTraceException(
                    "%s cannot be read (%s); check the file and its disk.".formatted(file, failure.getMessage()),
                    failure);
        }
    }

    private boolean readLine(TraceLines lines) throws IOException {
        try {
            String line = lines.next();
            if (line != null && !line.isBlank()) {
                accept(lines.number(), line);
            }
            return line != null;
        } catch (DamagedRowException damage) {
            DamagedLine found = new DamagedLine(lines.number(), damage.reason());
            if (onDamage == OnDamage.STOP) {
                throw new DamagedTraceException(file, found);
            }
            damaged.add(found);
            return true;
        }
    }

    private void accept(long number, String line) throws DamagedRowException {
        if (format == null) {
            boolean json = line.stripLeading().startsWith("{");
            format = json ? new JsonRows() : header(number, line);
            if (!json) {
                return;
            }
        }
        calls.add(CallColumns.call(number, format.read(line)));
    }

    private CsvRows header(long number, String line) {
        try {
            return CsvRows.under(line);
        } catch (DamagedRowException unknown) {
            throw new UnreadableTraceException(("Line %d of %s %s; a usage trace begins with a header that names %s, "
                            + "or has a JSON object with them on each line.")
                    .formatted(number, file, unknown.reason(), TraceColumn.REQUIRED));
        }
    }

    private void checkLimits() {
        if (calls.size() > UsageTrace.CALLS_MAX) {
            throw new UnreadableTraceException(
                    "%s has more than %d calls; split it.".formatted(file, UsageTrace.CALLS_MAX));
        }
        if (damaged.size() > UsageTrace.DAMAGED_MAX) {
            throw new UnreadableTraceException(
                    "%s has more than %d damaged lines, the first of them %s; check that it is a usage trace."
                            .formatted(file, UsageTrace.DAMAGED_MAX, damaged.get(0)));
        }
    }
}
