package dev.spike.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a killed process left of its server: the whole of it, or sessions whose server was killed too, or only the file
 * that names it. The caller holds the lock on the folder, so nobody else's server is meant.
 */
record Orphan(Cluster cluster) {

    private static final Logger LOG = LoggerFactory.getLogger(Orphan.class);
    private static final int END_CHECKS_MAX = 1_000;
    private static final long END_CHECK_NANOS = 20_000_000;

    /** Stops what still runs on the folder and makes its file no obstacle. Does nothing where nothing was left. */
    void stop() throws IOException {
        Optional<PostmasterFile> file = cluster.postmasterFile();
        Optional<ProcessHandle> server = file.flatMap(PostmasterFile::server);
        if (server.isPresent()) {
            LOG.warn(
                    "Stopping the PostgreSQL (process {}) that an earlier run left on {}.",
                    server.get().pid(),
                    cluster.data());
            cluster.stop();
        }
        kill();
        Optional<PostmasterFile> left = cluster.postmasterFile();
        if (left.isPresent()) {
            left.get().disarm();
        }
    }

    /** Kills the server, if one runs, and the sessions of one that does not. */
    void kill() throws IOException {
        cluster.postmasterFile().flatMap(PostmasterFile::server).ifPresent(Orphan::kill);
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            all.filter(this::isAtHomeInTheFolder).forEach(Orphan::kill);
        }
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        if (!hasEnded(process)) {
            LOG.warn("Process {} was killed and does not end.", process.pid());
        }
    }

    /**
     * Waits until the process is gone, or is a zombie: where nobody collects those, they stay, without a command. Looks now
     * and then on this thread; {@code onExit} would wait for the pool that everybody shares and somebody may have filled.
     */
    static boolean hasEnded(ProcessHandle process) {
        for (int check = 0; check < END_CHECKS_MAX; check++) {
            if (!process.isAlive() || process.info().command().isEmpty()) {
                return true;
            }
            LockSupport.parkNanos(END_CHECK_NANOS);
        }
        return false;
    }

    /** A server and its sessions work in their data folder; Linux tells, elsewhere sessions end by themselves soon. */
    private boolean isAtHomeInTheFolder(ProcessHandle process) {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try {
            return Files.readSymbolicLink(proc.resolve("cwd")).equals(cluster.data())
                    && Files.readSymbolicLink(proc.resolve("exe"))
                            .getFileName()
                            .toString()
                            .startsWith("postgres");
        } catch (IOException e) {
            return false; // gone, another user's, or not Linux
        }
    }
}
