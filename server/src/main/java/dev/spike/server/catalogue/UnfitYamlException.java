package dev.spike.server.catalogue;

/** YAML that is well written, but not what a catalogue is written in. */
final class UnfitYamlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;

    UnfitYamlException(int line, String message) {
        super(message);
        this.line = line;
    }

    int line() {
        return line;
    }
}
