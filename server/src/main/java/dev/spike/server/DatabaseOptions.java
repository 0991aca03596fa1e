package dev.spike.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database a command works on, as every command lets the user say it. */
final class DatabaseOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Folder of the embedded PostgreSQL; default: ${DEFAULT-VALUE}.")
    private Path data = Path.of("data");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port of the embedded PostgreSQL on 127.0.0.1; default: any that is free.")
    private int port;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            defaultValue = "${env:SPIKE_DATABASE_URL}",
            description = "A PostgreSQL 15 or newer to use instead of the embedded one, such as"
                    + " jdbc:postgresql://localhost:5432/app; also SPIKE_DATABASE_URL.")
    private @Nullable String url;

    @Option(
            names = "--database-user",
            paramLabel = "NAME",
            defaultValue = "${env:SPIKE_DATABASE_USER}",
            description = "Its user; also SPIKE_DATABASE_USER. The password is taken from SPIKE_DATABASE_PASSWORD or"
                    + " the URL.")
    private @Nullable String user;

    /** Opens the database to work on it, with tables made where they are missing. */
    OpenDatabase open(int connectionsMax) {
        if (isExternal()) {
            var database = external(connectionsMax);
            database.migrate();
            return database;
        }
        return OpenDatabase.embedded(data, port, connectionsMax);
    }

    /** Opens a database that is there already, to look at it. */
    OpenDatabase openKept() {
        int connectionsMax = 2;
        if (isExternal()) {
            return external(connectionsMax);
        }
        if (!OpenDatabase.hasData(data)) {
            throw new CommandException("There is no data in " + data.toAbsolutePath()
                    + " yet: run './spike demo' first, or name another folder with --data.");
        }
        return OpenDatabase.embedded(data, port, connectionsMax);
    }

    /** Where the data is, for people. */
    String place() {
        return isExternal()
                ? "the PostgreSQL of the database URL"
                : data.toAbsolutePath().normalize().toString();
    }

    private boolean isExternal() {
        return url != null && !url.isBlank();
    }

    private OpenDatabase external(int connectionsMax) {
        var given = java.util.Objects.requireNonNull(url);
        return OpenDatabase.external(given, user, System.getenv("SPIKE_DATABASE_PASSWORD"), connectionsMax);
    }
}
