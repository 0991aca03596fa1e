package dev.spike.embedded;

import dev.spike.embedded.EmbeddedPostgresException.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once per user into a folder named by the digest of the archive.
 *
 * <p>Unpacking goes to a folder of its own name and ends in one atomic rename, under a lock: two processes at once do not
 * meet, and what a killed one left half done is never used and is removed by the next.
 */
record Binaries(Path home) {

    private static final String HALF_DONE = ".part";

    /** The programs of this machine, unpacked in this user's cache. */
    static Binaries ofThisMachine() {
        return unpacked(Platform.current(), cache());
    }

    static Binaries unpacked(Platform platform, Path cache) {
        byte[] archive = read(platform);
        Path home = cache.resolve("postgres-" + digest(archive));
        if (Files.isDirectory(home)) {
            return new Binaries(home);
        }
        try {
            return FolderLock.holding(cache, () -> {
                if (!Files.isDirectory(home)) {
                    removeHalfDone(cache);
                    Path part = cache.resolve(UUID.randomUUID() + HALF_DONE);
                    unpack(archive, part);
                    Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
                }
                return new Binaries(home);
            });
        } catch (IOException e) {
            throw Folders.unusable(cache, e);
        }
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static Path cache() {
        String user = System.getProperty("user.home");
        String named = System.getenv("XDG_CACHE_HOME");
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
        Path cache = named != null && !named.isBlank()
                ? Path.of(named)
                : Path.of(user).resolve(mac ? "Library/Caches" : ".cache");
        try {
            return Folders.create(cache.resolve("spike"));
        } catch (EmbeddedPostgresException e) { // a service user without a home: the temporary folder will do
            return Folders.createPrivate(temporary("cache"));
        }
    }

    /** A folder of this user's own among everybody's temporary files. */
    static Path temporary(String purpose) {
        return Path.of(System.getProperty("java.io.tmpdir"))
                .resolve("spike-" + purpose + "-" + OrdinaryUser.currentUid());
    }

    private static byte[] read(Platform platform) {
        try (InputStream archive = platform.archive()) {
            return archive.readAllBytes();
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    Code.NO_BINARIES,
                    null,
                    "The packed PostgreSQL on the class path cannot be read (%s): build again.".formatted(e),
                    e);
        }
    }

    private static String digest(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void removeHalfDone(Path cache) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(cache, "*" + HALF_DONE)) {
            for (Path part : parts) {
                Folders.delete(part);
            }
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive names a file outside of itself: " + entry.getName());
                }
                Files.createDirectories(entry.isDirectory() ? path : Objects.requireNonNull(path.getParent()));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isFile()) {
                    Files.copy(tar, path);
                    String permissions = (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--";
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
                }
            }
        }
    }
}
