package dev.spike.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;

/** The surroundings of the command line: where progress is shown, and folders that were only lent. */
final class Terminal {

    /** Set by the start script, which can ask the shell; newer JDKs have a console also where there is no terminal. */
    private static final String PROPERTY = "spike.terminal";

    private Terminal() {}

    static Progress progress() {
        var surface = Boolean.getBoolean(PROPERTY) ? Progress.Surface.TERMINAL : Progress.Surface.LINES;
        return Progress.on(System.err, surface, InstantSource.system());
    }

    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary folder " + folder + " could not be deleted.", e);
        }
    }
}
