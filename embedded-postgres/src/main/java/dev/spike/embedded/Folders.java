package dev.spike.embedded;

import dev.spike.embedded.EmbeddedPostgresException.Code;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Folders: made, made durable, removed. */
final class Folders {

    /** What a shell would read as its own inside double quotes, which is how pg_ctl hands a folder to one. */
    private static final String SHELL_SIGNS = "\"$`\\\n\r";

    private Folders() {}

    /** Creates the folder where it is missing and returns its real path. */
    static Path create(Path folder) {
        if (folder.toString().chars().anyMatch(sign -> SHELL_SIGNS.indexOf(sign) >= 0)) {
            throw new EmbeddedPostgresException(
                    Code.FOLDER_UNUSABLE,
                    folder,
                    "The folder %s has a quote, dollar, backslash or line break in its name, which PostgreSQL's start command cannot carry: choose another."
                            .formatted(folder));
        }
        try {
            Files.createDirectories(folder);
            return folder.toRealPath();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** The same for a folder in a place that everybody may write: closed to others, and refused if it is another's. */
    static Path createPrivate(Path folder) {
        try {
            if (!Files.exists(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Object owner = Files.getAttribute(folder, "unix:uid");
            if (!owner.equals((int) OrdinaryUser.currentUid())) {
                throw new EmbeddedPostgresException(
                        Code.FOLDER_UNUSABLE,
                        folder,
                        "The folder %s belongs to another user: remove it, or set java.io.tmpdir to a folder of your own."
                                .formatted(folder));
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        return create(folder);
    }

    static EmbeddedPostgresException unusable(Path folder, IOException cause) {
        return new EmbeddedPostgresException(
                Code.FOLDER_UNUSABLE,
                folder,
                "The folder %s cannot be used (%s): make it writable for this user, or choose another."
                        .formatted(folder, cause),
                cause);
    }

    /** Makes the names in the folder survive a power cut. */
    static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes the folder and all in it, also while something in it is vanishing by itself. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
