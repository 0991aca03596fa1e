package dev.spike.server.replay;

/** What reading a trace does at a damaged line. */
public enum OnDamage {
    /** Reports the line and goes on with the next. */
    SKIP,
    /** Ends the reading with a {@link DamagedTraceException}. */
    STOP
}
