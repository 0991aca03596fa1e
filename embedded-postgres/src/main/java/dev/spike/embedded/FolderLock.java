package dev.spike.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds a folder for one owner, among processes and inside this one; the operating system gives it up when the process
 * dies, however it dies.
 *
 * <p>POSIX drops all locks of a process on a file when it closes <em>any</em> channel on that file. So a second taker in
 * this process is turned away by {@link #HELD} before it opens one: static mutable state, because the locks it mirrors are
 * the process's.
 */
final class FolderLock implements AutoCloseable {

    static final String FILE = "spike.lock";

    private static final Set<Path> HELD = new HashSet<>();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Takes the folder, or nothing if somebody has it. */
    static Optional<FolderLock> tryTake(Path folder) throws IOException {
        Path real = folder.toRealPath();
        synchronized (HELD) {
            if (!HELD.add(real)) {
                return Optional.empty();
            }
        }
        return lock(real, false);
    }

    /** Work to do while a folder is held. */
    interface Work<T> {
        T done() throws IOException;
    }

    /** Takes the folder, waiting as long as somebody has it, does the work and gives the folder up. */
    static <T> T holding(Path folder, Work<T> work) throws IOException {
        FolderLock lock = take(folder);
        try {
            return work.done();
        } finally {
            lock.close();
        }
    }

    private static FolderLock take(Path folder) throws IOException {
        Path real = folder.toRealPath();
        synchronized (HELD) {
            while (!HELD.add(real)) {
                try {
                    HELD.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted while waiting for the lock on " + real, e);
                }
            }
        }
        return lock(real, true).orElseThrow();
    }

    private static Optional<FolderLock> lock(Path real, boolean wait) throws IOException {
        FileChannel channel = null;
        FileLock lock = null;
        try {
            channel = FileChannel.open(real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = wait ? channel.lock() : channel.tryLock();
            return lock == null ? Optional.empty() : Optional.of(new FolderLock(real, channel));
        } finally {
            if (lock == null) {
                giveUp(real, channel);
            }
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        giveUp(folder, channel);
    }

    private static void giveUp(Path real, @Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            synchronized (HELD) {
                HELD.remove(real);
                HELD.notifyAll();
            }
        }
    }
}
