package dev.spike.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server whose folder is deleted with it. What a killed JVM left of one is removed when the next is started. */
final class FastServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FastServer.class);

    private final FolderLock lock;
    private final Cluster cluster;
    private final Cluster.Running running;
    private final Address address;

    private FastServer(FolderLock lock, Cluster cluster, Cluster.Running running, Credentials credentials) {
        this.lock = lock;
        this.cluster = cluster;
        this.running = running;
        this.address = role(running.port(), credentials);
    }

    /** Starts one in a new folder below the given one, which holds nothing else. */
    static FastServer start(Path parent) {
        Path all = Folders.createPrivate(parent);
        try {
            // one at a time, or a neighbour sweeps a folder that is not locked yet
            FolderLock lock = FolderLock.holding(all, () -> {
                removeLeftOvers(all);
                Path folder = Folders.create(all.resolve(UUID.randomUUID().toString()));
                return FolderLock.tryTake(folder).orElseThrow();
            });
            return start(lock);
        } catch (IOException e) {
            throw Folders.unusable(all, e);
        }
    }

    private static FastServer start(FolderLock lock) throws IOException {
        boolean started = false;
        try {
            Cluster cluster = cluster(lock.folder());
            Credentials credentials = cluster.create();
            FastServer server = new FastServer(lock, cluster, cluster.start(0), credentials);
            started = true;
            return server;
        } finally {
            if (!started) {
                Folders.delete(lock.folder());
                lock.close();
            }
        }
    }

    /** A role that may create databases, connected to the database that every server has. */
    Address address() {
        return address;
    }

    long serverPid() {
        return running.pid();
    }

    @Override
    public void close() {
        cluster.stop();
        try {
            Folders.delete(lock.folder());
            lock.close();
        } catch (IOException e) {
            LOG.warn("The temporary folder {} could not be removed; the next start removes it.", lock.folder(), e);
        }
    }

    private static Cluster cluster(Path folder) {
        return new Cluster(
                folder.resolve("data"), Binaries.ofThisMachine(), OrdinaryUser.commandPrefix(), Settings.FAST);
    }

    private static Address role(int port, Credentials credentials) {
        Address superuser =
                Address.local(port, Credentials.SUPERUSER, Credentials.SUPERUSER, credentials.superuserPassword());
        Address role =
                Address.local(port, Credentials.SUPERUSER, Credentials.APPLICATION, credentials.applicationPassword());
        try {
            new ServerStore(superuser.dataSource()).ensureRole(role.user(), role.password(), "CREATEDB");
            return role;
        } catch (SQLException e) {
            throw new IllegalStateException("The role for tests could not be created.", e);
        }
    }

    private static void removeLeftOvers(Path all) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(all, Files::isDirectory)) {
            for (Path folder : folders) {
                Optional<FolderLock> lock = FolderLock.tryTake(folder);
                if (lock.isPresent()) {
                    new Orphan(cluster(folder)).kill();
                    Folders.delete(folder);
                    lock.get().close();
                }
            }
        }
    }
}
