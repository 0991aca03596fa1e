package dev.spike.server.replay;

/**
 * A line of a trace that could not be read as a call. Immutable.
 *
 * @param number the number of the line, from 1
 * @param reason what is wrong with it, as the end of a sentence that begins with the line; printable, under 200 characters
 */
public record DamagedLine(long number, String reason) {

    @Override
    public String toString() {
        return "line " + number + ": " + reason;
    }
}
