package dev.spike.billing.catalogue;

/**
 * One mistake of a catalogue. All its texts are safe to print: shortened, and without control characters.
 *
 * @param path where it is
 * @param value what stands there; empty where nothing does
 * @param allowed what may stand there
 */
public record Mistake(MistakeKind kind, String path, String value, String allowed) {

    /** The mistake in one sentence. */
    public String text() {
        return path + ": " + what() + "; " + allowed + ".";
    }

    /** What is wrong, without where and what is allowed. */
    public String what() {
        return value.isEmpty() ? kind.problem() : "'" + value + "' " + kind.problem();
    }
}
