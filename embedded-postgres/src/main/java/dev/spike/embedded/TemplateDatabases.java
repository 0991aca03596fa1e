package dev.spike.embedded;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Databases of tests on one server: each template prepared once, then copied. Names carry a mark of this JVM, so that runs
 * that share a server do not meet and a template of yesterday's migrations is never found.
 */
final class TemplateDatabases {

    private final Address address;
    private final ServerStore server;
    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, String> prepared = new HashMap<>();

    /** On the server of that address, whose role may create databases. */
    TemplateDatabases(Address address) {
        this.address = address;
        this.server = new ServerStore(address.dataSource());
    }

    TestDatabase copyOf(String template, Consumer<DataSource> prepare) {
        try {
            String source = prepared(template, prepare);
            String database = nextName("test");
            server.copyDatabase(database, source);
            return new TestDatabase(address.withDatabase(database), server);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "No test database could be made from the template '%s' on %s: its role must be allowed to create databases."
                            .formatted(template, address),
                    e);
        }
    }

    String mark() {
        return mark;
    }

    /** Removes the templates, for a server that outlives this JVM. */
    synchronized void dropTemplates() {
        for (String database : prepared.values()) {
            new TestDatabase(address.withDatabase(database), server).close();
        }
        prepared.clear();
    }

    private synchronized String prepared(String template, Consumer<DataSource> prepare) throws SQLException {
        String known = prepared.get(template);
        if (known != null) {
            return known;
        }
        String database = nextName("template");
        server.ensureDatabase(database, address.user());
        boolean done = false;
        try {
            prepare.accept(address.withDatabase(database).dataSource());
            server.endSessions(database);
            prepared.put(template, database);
            done = true;
        } finally {
            if (!done) {
                server.dropDatabase(database);
            }
        }
        return database;
    }

    private String nextName(String kind) {
        return "spike_" + kind + "_" + mark + "_" + count.incrementAndGet();
    }
}
