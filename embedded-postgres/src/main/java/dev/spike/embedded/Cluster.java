package dev.spike.embedded;

import dev.spike.embedded.EmbeddedPostgresException.Code;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One data folder of PostgreSQL and the server on it: created, started, stopped. Whoever calls holds the lock on the folder
 * around it. PostgreSQL's own {@code pg_ctl} starts the server in a session of its own, so that Ctrl-C at a terminal
 * reaches the application and not the server under it.
 */
record Cluster(Path data, Binaries binaries, List<String> prefix, Settings settings) {

    static final int MAJOR = 18;

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final int START_SECONDS = 120; // recovery after a crash replays up to a checkpoint interval
    private static final int FREE_PORT_ATTEMPTS_MAX = 10; // somebody else may take a free port before the server does
    private static final int ORPHAN_ATTEMPTS_MAX = 50; // each takes a tenth of a second or more
    private static final long LOG_BYTES_MAX = 10_000_000;

    boolean exists() {
        return Files.exists(data);
    }

    /** Creates the data folder: all of it, or after a crash none of it. */
    Credentials create() {
        Path fresh = sibling(".new");
        Path passwordFile = sibling(".password");
        Credentials credentials = Credentials.random();
        try {
            Folders.delete(fresh);
            Files.deleteIfExists(passwordFile);
            Credentials.writePrivately(passwordFile, credentials.superuserPassword());
            List<String> words = new ArrayList<>(settings.create());
            words.add("--pwfile=" + passwordFile);
            words.add("--pgdata=" + fresh);
            Command initdb = run("initdb", words);
            Files.delete(passwordFile);
            if (!initdb.succeeded()) {
                throw failed("could not create its data", initdb.output());
            }
            credentials.write(fresh);
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
            Folders.force(data.resolveSibling("."));
            return credentials;
        } catch (IOException e) {
            throw Folders.unusable(data, e);
        }
    }

    /** Where a running server is: its process and its port. */
    record Running(long pid, int port) {}

    /** Starts the server, on any free port if the port is 0. */
    Running start(int port) {
        try {
            new Orphan(this).stop();
            rollLog();
            int orphanAttempts = ORPHAN_ATTEMPTS_MAX;
            int portAttempts = port == 0 ? FREE_PORT_ATTEMPTS_MAX : 1;
            while (true) {
                long logged = logSize();
                Command start =
                        pgCtl("start", START_SECONDS, "-o", settings.options(usable(port)), "-l", log().toString());
                if (start.succeeded()) {
                    return PostmasterFile.of(data)
                            .flatMap(PostmasterFile::running)
                            .orElseThrow(() -> failed("stopped at once", start.output()));
                }
                String said = logSince(logged);
                if (said.contains("is still in use") && --orphanAttempts > 0) {
                    continue; // a killed server's last sessions are still ending
                }
                if (!said.contains("Address already in use")) {
                    throw failed("did not start", said.isBlank() ? start.output() : said);
                }
                if (--portAttempts == 0) {
                    throw portTaken(port, new IOException("Address already in use"));
                }
            }
        } catch (IOException e) {
            throw Folders.unusable(data, e);
        }
    }

    /** Stops the server in order, and if it will not, less and less politely. Data that was committed is kept. */
    void stop() {
        try {
            Optional<ProcessHandle> server = postmasterFile().flatMap(PostmasterFile::server);
            if (server.isPresent() && (stops(server.get(), settings.stopMode()) || stops(server.get(), "immediate"))) {
                return;
            }
            LOG.warn("The PostgreSQL on {} did not stop in order; the next start recovers.", data);
            new Orphan(this).kill();
        } catch (IOException e) {
            LOG.warn("The PostgreSQL on {} could not be stopped; the next start stops it.", data, e);
        }
    }

    /** Asks the server to stop and sees to it; pg_ctl would wait for the file to go, which a server killed meanwhile leaves. */
    private boolean stops(ProcessHandle server, String mode) {
        run("pg_ctl", List.of("stop", "--pgdata=" + data, "--no-wait", "--silent", "-m", mode));
        return Orphan.hasEnded(server);
    }

    /** The file in which the server names itself, while it runs. */
    Optional<PostmasterFile> postmasterFile() throws IOException {
        return PostmasterFile.of(data);
    }

    Path log() {
        return sibling(".log");
    }

    private Command pgCtl(String verb, int seconds, String... more) {
        List<String> words =
                new ArrayList<>(List.of(verb, "--pgdata=" + data, "--wait", "--timeout=" + seconds, "--silent"));
        words.addAll(List.of(more));
        return run("pg_ctl", words);
    }

    private Command run(String program, List<String> words) {
        List<String> all = new ArrayList<>(List.of(binaries.program(program)));
        all.addAll(words);
        try {
            return Command.run(prefix, all);
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    Code.START_FAILED,
                    binaries.home(),
                    "The programs unpacked in %s cannot be run (%s): set XDG_CACHE_HOME to a folder that allows programs, or remove that one."
                            .formatted(binaries.home(), e.getMessage()),
                    e);
        }
    }

    private static int usable(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw portTaken(port, e);
        }
    }

    private static EmbeddedPostgresException portTaken(int port, IOException cause) {
        return new EmbeddedPostgresException(
                Code.PORT_TAKEN,
                null,
                "Port %d of 127.0.0.1 cannot be listened on (%s): name another, or 0 for any that is free."
                        .formatted(port, cause.getMessage()),
                cause);
    }

    /** The sentence that quotes PostgreSQL: its last error, or the last thing it said. */
    private EmbeddedPostgresException failed(String what, String said) {
        List<String> lines = said.lines().map(String::strip).toList();
        String reason = lines.stream()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:") || line.contains("error:"))
                .reduce((first, second) -> first)
                .orElse(lines.isEmpty() ? "it gave no reason" : lines.get(lines.size() - 1));
        return new EmbeddedPostgresException(
                Code.START_FAILED,
                data,
                "The PostgreSQL on %s %s (%s): see %s, put the cause right and start again."
                        .formatted(data, what, reason, log()));
    }

    private Path sibling(String ending) {
        return data.resolveSibling(data.getFileName() + ending);
    }

    private void rollLog() throws IOException {
        if (logSize() > LOG_BYTES_MAX) {
            Files.move(log(), sibling(".log.old"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private long logSize() throws IOException {
        return Files.exists(log()) ? Files.size(log()) : 0;
    }

    private String logSince(long position) throws IOException {
        if (!Files.exists(log())) {
            return "";
        }
        byte[] all = Files.readAllBytes(log());
        int from = (int) Math.min(position, all.length);
        return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    }
}
