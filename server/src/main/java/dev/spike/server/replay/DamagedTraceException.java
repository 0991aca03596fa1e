package dev.spike.server.replay;

import java.nio.file.Path;

/** A line of a trace is damaged, and the reader was told to stop there. */
public final class DamagedTraceException extends ReplayException {

    private final DamagedLine line;

    DamagedTraceException(Path file, DamagedLine line) {
        super("Line %d of %s %s; mend it, or read the trace without --strict to leave such lines out."
                .formatted(line.number(), file, line.reason()));
        this.line = line;
    }

    public DamagedLine line() {
        return line;
    }

    @Override
    public String code() {
        return "trace-damaged";
    }
}
