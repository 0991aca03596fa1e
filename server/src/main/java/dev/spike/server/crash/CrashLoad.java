package dev.spike.server.crash;

import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.server.replay.Workers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/** The load that is to be killed: repeats what went unanswered, says that it is ready, and goes on for ever. */
public final class CrashLoad {

    /** What it prints when the load begins; the server's process follows. */
    static final String READY = "ready";

    private static final int CLIENTS = 6;

    private final DataSource dataSource;
    private final Path journal;
    private final long seed;

    public CrashLoad(DataSource dataSource, Path journal, long seed) {
        this.dataSource = dataSource;
        this.journal = journal;
        this.seed = seed;
    }

    /** Ends with what the ledger throws when the database is gone. */
    public void run(long serverPid, PrintStream out) throws IOException, InterruptedException {
        var clock = InstantSource.system();
        var credits = PostgresCredits.on(dataSource).build();
        var unanswered = Journal.read(journal).unanswered();
        try (var open = Journal.appendTo(journal)) {
            Load.repeat(credits, open, clock, unanswered);
            out.println(READY + " " + serverPid);
            out.flush();
            var clients = new ArrayList<Callable<String>>();
            for (int client = 0; client < CLIENTS; client++) {
                var name = "run-" + seed + "-client-" + client;
                var load = new Load(credits, open, clock, name, seed * CLIENTS + client);
                clients.add(() -> {
                    load.run();
                    return name;
                });
            }
            Workers.onThreads(CLIENTS).run(clients);
        }
    }
}
