package dev.spike.embedded;

import dev.spike.embedded.EmbeddedPostgresException.Code;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A folder of durable data: one folder in it per major version of PostgreSQL, of which this product reads one. */
record DataFolder(Path folder) {

    private static final String PREFIX = "postgres-";
    private static final Pattern OF_A_VERSION = Pattern.compile(PREFIX + "[0-9]+"); // and not a log, or half created
    private static final List<String> NEEDED = List.of("PG_VERSION", "global/pg_control", Credentials.FILE);

    Path path() {
        return folder.resolve(PREFIX + Cluster.MAJOR);
    }

    EmbeddedPostgresException alreadyRunning() {
        return new EmbeddedPostgresException(
                Code.ALREADY_RUNNING,
                folder,
                "The PostgreSQL on %s is already running%s: stop it, or choose another folder."
                        .formatted(folder, where()));
    }

    /** Refuses data that this version cannot read: of another version, or with something missing. */
    void check() throws IOException {
        if (!Files.exists(path())) {
            refuseOtherVersions();
            return;
        }
        for (String needed : NEEDED) {
            if (!Files.isReadable(path().resolve(needed))) {
                throw new EmbeddedPostgresException(
                        Code.DATA_BROKEN,
                        path(),
                        "The data in %s is not complete (%s is missing or cannot be read): bring it back from a backup, or move the folder away to begin anew."
                                .formatted(path(), needed));
            }
        }
        String version = Files.readString(path().resolve("PG_VERSION")).strip();
        if (!version.equals(Integer.toString(Cluster.MAJOR))) {
            throw otherVersion(path(), version);
        }
    }

    /** An empty database beside last year's full one would look like a loss of everything. */
    private void refuseOtherVersions() throws IOException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path other : others) {
                boolean named =
                        OF_A_VERSION.matcher(other.getFileName().toString()).matches();
                if (named && Files.exists(other.resolve("PG_VERSION"))) {
                    throw otherVersion(
                            other, Files.readString(other.resolve("PG_VERSION")).strip());
                }
            }
        }
    }

    private static EmbeddedPostgresException otherVersion(Path found, String version) {
        return new EmbeddedPostgresException(
                Code.DATA_OF_ANOTHER_VERSION,
                found,
                "The data in %s is of PostgreSQL %s and this is PostgreSQL %d: dump it with that version and restore it here, or choose another folder."
                        .formatted(found, version, Cluster.MAJOR));
    }

    private String where() {
        try {
            return PostmasterFile.of(path())
                    .flatMap(PostmasterFile::running)
                    .map(running -> " (process %d, port %d)".formatted(running.pid(), running.port()))
                    .orElse("");
        } catch (IOException e) {
            return ""; // it is starting or stopping just now, or another user's
        }
    }
}
