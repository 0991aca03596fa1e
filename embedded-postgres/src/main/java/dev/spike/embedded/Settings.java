package dev.spike.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a server is created and run. Run settings go on its command line at every start, where no edit of its configuration
 * files can undo them.
 */
record Settings(List<String> create, Map<String, String> run, String stopMode) {

    private static final List<String> INITDB = List.of(
            "--username=" + Credentials.SUPERUSER,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--data-checksums",
            "--no-instructions");

    // No socket files: only the loopback address leads in, and a long folder name is no trouble.
    private static final Map<String, String> LOOPBACK_ONLY =
            Map.of("listen_addresses", "127.0.0.1", "unix_socket_directories", "", "log_checkpoints", "off");

    /** Nothing that was committed is lost. */
    static final Settings DURABLE = new Settings(
            INITDB,
            with(Map.of(
                    "fsync", "on",
                    "synchronous_commit", "on",
                    "full_page_writes", "on",
                    "timezone", "UTC",
                    "log_timezone", "UTC")),
            "fast");

    /** Nothing is kept. The time zone is odd on purpose: nothing may depend on its being UTC. */
    static final Settings FAST = new Settings(
            and(INITDB, "--no-sync"),
            with(Map.of(
                    "fsync", "off",
                    "synchronous_commit", "off",
                    "full_page_writes", "off",
                    "max_connections", "200",
                    "timezone", "Pacific/Chatham")),
            "immediate");

    Settings {
        create = List.copyOf(create);
        run = Map.copyOf(run);
    }

    /** The run settings as options of postgres. No value has a blank or quote in it: a shell will read this. */
    String options(int port) {
        StringBuilder options = new StringBuilder("-p ").append(port);
        new TreeMap<>(run)
                .forEach((name, value) ->
                        options.append(" -c ").append(name).append('=').append(value));
        return options.toString();
    }

    private static Map<String, String> with(Map<String, String> own) {
        Map<String, String> all = new TreeMap<>(LOOPBACK_ONLY);
        all.putAll(own);
        return all;
    }

    private static List<String> and(List<String> options, String more) {
        List<String> all = new ArrayList<>(options);
        all.add(more);
        return all;
    }
}
