package dev.spike.embedded;

import dev.spike.embedded.EmbeddedPostgresException.Code;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** An operating system and processor, as the JVM names them, and the PostgreSQL there is for it. */
record Platform(String system, String architecture, boolean musl) {

    private static final String WAY_OUT = "set the URL of a PostgreSQL 15 or newer of your own";

    static Platform current() {
        return new Platform(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Files.exists(Path.of("/etc/alpine-release")));
    }

    /** The packed PostgreSQL of this platform, from the class path. The caller closes it. */
    InputStream archive() {
        String name = archiveName();
        InputStream archive = Platform.class.getResourceAsStream("/" + name);
        if (archive == null) {
            throw new EmbeddedPostgresException(
                    Code.NO_BINARIES,
                    null,
                    "The PostgreSQL for %s on %s (%s) is not on the class path, as when the build ran on another kind of machine: build on this kind, or %s."
                            .formatted(system, architecture, name, WAY_OUT));
        }
        return archive;
    }

    private String archiveName() {
        String lowered = system.toLowerCase(Locale.ROOT);
        String family = lowered.startsWith("linux") && !musl ? "linux" : lowered.startsWith("mac") ? "darwin" : "";
        String processor =
                switch (architecture.toLowerCase(Locale.ROOT)) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> "";
                };
        if (family.isEmpty() || processor.isEmpty()) {
            throw new EmbeddedPostgresException(
                    Code.NO_BINARIES,
                    null,
                    "There is no embedded PostgreSQL for %s%s on %s, only for Linux (glibc) and macOS on amd64 and arm64: %s."
                            .formatted(system, musl ? " (musl)" : "", architecture, WAY_OUT));
        }
        return "postgres-" + family + "-" + processor + ".txz";
    }
}
