package dev.spike.embedded;

import dev.spike.embedded.EmbeddedPostgresException.Code;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps data in a folder and loses nothing that was committed, also when this process, the server or the machine is killed:
 * flushed writes, checksums, one server per folder. It listens on 127.0.0.1 only and every connection needs a password.
 *
 * <p>The data is in {@code postgres-18} below the folder, named by PostgreSQL's major version, with the server's log beside
 * it. The first start creates it in about two seconds, later ones take a fraction of one. A start stops what an earlier,
 * killed run left running on the folder. When the JVM ends, the server is stopped in order.
 *
 * <p>Safe for use by several threads.
 */
public final class DurablePostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DurablePostgres.class);

    private final FolderLock lock;
    private final Cluster cluster;
    private final Cluster.Running running;
    private final Address address;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread closeAtExit = new Thread(this::stop, "stop-postgres");

    private DurablePostgres(FolderLock lock, Cluster cluster, Cluster.Running running, Address address) {
        this.lock = lock;
        this.cluster = cluster;
        this.running = running;
        this.address = address;
    }

    /** Starts on the folder, on any free port. See {@link #start(Path, int)}. */
    public static DurablePostgres start(Path dataDirectory) {
        return start(dataDirectory, 0);
    }

    /**
     * Starts on the folder, which is created where it is missing, and returns when connections are accepted.
     *
     * @param port 1 to 65535, or 0 for any that is free
     * @throws EmbeddedPostgresException in this order: FOLDER_UNUSABLE; ALREADY_RUNNING; DATA_OF_ANOTHER_VERSION or
     *     DATA_BROKEN; NO_BINARIES; ROOT_REFUSED; PORT_TAKEN; START_FAILED. Nothing is left running and no data is changed
     */
    public static DurablePostgres start(Path dataDirectory, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "The port is " + port + " but must be 1 to 65535, or 0 for any that is free.");
        }
        Path folder = Folders.create(dataDirectory);
        DataFolder data = new DataFolder(folder);
        try {
            FolderLock lock = FolderLock.tryTake(folder).orElseThrow(data::alreadyRunning);
            boolean started = false;
            try {
                DurablePostgres postgres = start(data, lock, port);
                started = true;
                return postgres;
            } finally {
                if (!started) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw Folders.unusable(folder, e);
        }
    }

    private static DurablePostgres start(DataFolder data, FolderLock lock, int port) throws IOException {
        data.check();
        Cluster cluster =
                new Cluster(data.path(), Binaries.ofThisMachine(), OrdinaryUser.commandPrefix(), Settings.DURABLE);
        Credentials credentials = cluster.exists() ? Credentials.read(data.path()) : cluster.create();
        Cluster.Running running = cluster.start(port);
        boolean ready = false;
        try {
            Address address = application(running.port(), credentials);
            DurablePostgres postgres = new DurablePostgres(lock, cluster, running, address);
            Runtime.getRuntime().addShutdownHook(postgres.closeAtExit);
            ready = true;
            return postgres;
        } catch (SQLException e) {
            throw new EmbeddedPostgresException(
                    Code.START_FAILED,
                    data.path(),
                    "The PostgreSQL on %s started but its database '%s' could not be made ready (%s): see %s."
                            .formatted(data.path(), Credentials.APPLICATION, e.getMessage(), cluster.log()),
                    e);
        } finally {
            if (!ready) {
                cluster.stop();
            }
        }
    }

    /** The application's role and its database, made where they are missing: at the first start, or after a kill in it. */
    private static Address application(int port, Credentials credentials) throws SQLException {
        String name = Credentials.APPLICATION;
        Address superuser =
                Address.local(port, Credentials.SUPERUSER, Credentials.SUPERUSER, credentials.superuserPassword());
        ServerStore server = new ServerStore(superuser.dataSource());
        server.ensureRole(name, credentials.applicationPassword(), "NOCREATEDB NOCREATEROLE");
        server.ensureDatabase(name, name);
        return Address.local(port, name, name, credentials.applicationPassword());
    }

    /** The JDBC URL of the application's database, without user and password. */
    public String url() {
        return address.url();
    }

    /** The application's role: it owns its database and is not a superuser. */
    public String user() {
        return address.user();
    }

    /** The role's password, made when the data was created and kept there, for its owner's eyes only. */
    public String password() {
        return address.password();
    }

    /** Connections to the database; each call of {@code getConnection} opens one, as this is not a pool. */
    public DataSource dataSource() {
        return address.dataSource();
    }

    /** The port of 127.0.0.1 that the server listens on. */
    public int port() {
        return running.port();
    }

    /** The process id of the server. */
    public long serverPid() {
        return running.pid();
    }

    /** Stops the server in order and gives the folder up; the data is kept. A repeat does nothing. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(closeAtExit);
        } catch (IllegalStateException e) {
            LOG.debug("The JVM is ending already and stops the server itself.");
        }
        stop();
    }

    private void stop() {
        if (closed.getAndSet(true)) {
            return;
        }
        cluster.stop();
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("The lock on {} could not be given up before this process ends.", lock.folder(), e);
        }
    }
}
