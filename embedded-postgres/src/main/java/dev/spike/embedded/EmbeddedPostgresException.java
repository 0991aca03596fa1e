package dev.spike.embedded;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says in one sentence why the PostgreSQL in the box did not start, where, and the way out.
 *
 * <p>Immutable; safe for use by several threads.
 */
public final class EmbeddedPostgresException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong. Names are stable. */
    public enum Code {
        /** Another process, or another part of this one, holds the folder. */
        ALREADY_RUNNING,
        /** The folder cannot be created, written, locked or named to PostgreSQL. */
        FOLDER_UNUSABLE,
        /** The port asked for cannot be listened on. */
        PORT_TAKEN,
        /** The folder holds data of another major version of PostgreSQL. */
        DATA_OF_ANOTHER_VERSION,
        /** The folder holds data that is not complete. */
        DATA_BROKEN,
        /** There is no PostgreSQL for this platform on the class path. */
        NO_BINARIES,
        /** The process runs as root and cannot become an ordinary user. */
        ROOT_REFUSED,
        /** PostgreSQL itself refused; the sentence quotes it. */
        START_FAILED
    }

    private final Code code;

    @Nullable
    private final String folder;

    EmbeddedPostgresException(Code code, @Nullable Path folder, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.folder = folder == null ? null : folder.toString();
    }

    EmbeddedPostgresException(Code code, @Nullable Path folder, String message) {
        this(code, folder, message, null);
    }

    /** What went wrong. */
    public Code code() {
        return code;
    }

    /** The folder it went wrong in, where there is one. */
    public Optional<Path> folder() {
        return Optional.ofNullable(folder).map(Path::of);
    }
}
