package dev.spike.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A folder that is gone when closed. */
record TemporaryFolder(Path path) implements AutoCloseable {

    /** A server that was told to stop needs less; after that the folder is left where it is. */
    private static final int STOP_SECONDS_MAX = 20;

    static TemporaryFolder create() {
        try {
            return new TemporaryFolder(Files.createTempDirectory("spike-bench-"));
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary folder could be made: name a folder with --data.", e);
        }
    }

    /** Sees to it that the folder goes also when this process is interrupted, once the server that uses it has ended. */
    void deleteAtExitAfter(long serverPid) {
        var server = ProcessHandle.of(serverPid);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.ifPresent(running -> running.onExit()
                                    .orTimeout(STOP_SECONDS_MAX, TimeUnit.SECONDS)
                                    .join());
                            close();
                        },
                        "delete-temporary-folder"));
    }

    /** Deletes the folder and all in it, also while a server that ends takes its own files away; a repeat does nothing. */
    @Override
    public void close() {
        if (!Files.exists(path)) {
            return;
        }
        try {
            Files.walkFileTree(path, new Deleting());
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary folder " + path + " could not be removed: remove it.", e);
        }
    }

    private static final class Deleting extends SimpleFileVisitor<Path> {

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
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
