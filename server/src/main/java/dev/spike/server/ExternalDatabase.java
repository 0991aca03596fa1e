package dev.spike.server;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A PostgreSQL of the user's own, as every command lets the user name it. */
final class ExternalDatabase {

    private static final String PASSWORD = "SPIKE_DATABASE_PASSWORD";

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

    /** How another process of ours is told, other than by its arguments, which everybody may see. */
    static Map<String, String> environment(String url, String user, String password) {
        return Map.of("SPIKE_DATABASE_URL", url, "SPIKE_DATABASE_USER", user, PASSWORD, password);
    }

    boolean isGiven() {
        return url != null && !url.isBlank();
    }

    /** Connects; its tables are left as they are. */
    OpenDatabase open(int connectionsMax) {
        var given = Objects.requireNonNull(url);
        return OpenDatabase.external(given, user, System.getenv(PASSWORD), connectionsMax);
    }

    /** Connects, and makes the tables where they are missing. */
    OpenDatabase openMigrated(int connectionsMax) {
        var database = open(connectionsMax);
        database.migrate();
        return database;
    }
}
