package dev.spike.embedded;

import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Gives each test a PostgreSQL database of its own in some hundredths of a second: one server per JVM, started when first
 * asked for, on data that is never flushed to disk and is deleted when the JVM ends.
 *
 * <p>The server's time zone is deliberately not UTC and the role is deliberately not a superuser. When the system property
 * {@value #DATABASE_URL} is set and not blank, databases are made on that server instead: a JDBC URL with user and password
 * of a role that may create databases.
 *
 * <p>Safe for use by several threads.
 */
public final class FastPostgres {

    /** The system property that names a server to use instead of the embedded one. */
    public static final String DATABASE_URL = "spike.test.database-url";

    private FastPostgres() {}

    /**
     * Makes a database as a copy of the named template. The first call with a name in this JVM prepares its template, as
     * with migrations; later calls copy it and do not look at {@code prepare}. A preparation that throws leaves nothing, and
     * the next call prepares again. What {@code prepare} leaves connected is disconnected.
     *
     * @throws EmbeddedPostgresException if the server cannot be started
     */
    public static TestDatabase database(String template, Consumer<DataSource> prepare) {
        return Server.DATABASES.copyOf(template, prepare);
    }

    /** Started when first touched; static, because its life is the JVM's. */
    private static final class Server {
        static final TemplateDatabases DATABASES = databases();

        private static TemplateDatabases databases() {
            String url = System.getProperty(DATABASE_URL, "");
            if (url.isBlank()) {
                FastServer server = FastServer.start(Binaries.temporary("fast-postgres"));
                Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-fast-postgres"));
                return new TemplateDatabases(server.address());
            }
            TemplateDatabases databases = new TemplateDatabases(Address.of(url));
            Runtime.getRuntime().addShutdownHook(new Thread(databases::dropTemplates, "drop-templates"));
            return databases;
        }
    }
}
