package dev.spike.server;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private ExternalDatabase external = new ExternalDatabase();

    /** Opens the database to work on it, with tables made where they are missing. */
    OpenDatabase open(int connectionsMax) {
        return external.isGiven()
                ? external.openMigrated(connectionsMax)
                : OpenDatabase.embedded(data, port, connectionsMax);
    }

    /** Opens a database that is there already, to look at it. */
    OpenDatabase openKept() {
        int connectionsMax = 2;
        if (external.isGiven()) {
            return external.open(connectionsMax);
        }
        if (!OpenDatabase.hasData(data)) {
            throw new CommandException("There is no data in " + data.toAbsolutePath()
                    + " yet: run './spike demo' first, or name another folder with --data.");
        }
        return OpenDatabase.embedded(data, port, connectionsMax);
    }

    /** Whether it is the embedded one, in a data folder. */
    boolean isFolder() {
        return !external.isGiven();
    }

    /** Where the data is, for people. */
    String place() {
        return external.isGiven()
                ? "the PostgreSQL of the database URL"
                : data.toAbsolutePath().normalize().toString();
    }
}
