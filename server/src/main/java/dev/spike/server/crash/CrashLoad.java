package dev.spike.server.crash;

import dev.spike.server.replay.Workers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.SplittableRandom;
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
        var read = Journal.read(journal);
        var known = new Known();
        read.answered().forEach(known::learn);
        try (var open = Journal.appendTo(journal)) {
            var load = new Load(dataSource, open, known);
            load.repeat(read.unanswered());
            out.println(READY + " " + serverPid);
            out.flush();
            var clients = new ArrayList<Callable<String>>();
            for (int client = 0; client < CLIENTS; client++) {
                var drawing = new Drawing(new SplittableRandom(seed * CLIENTS + client), InstantSource.system(), known);
                clients.add(client(load, drawing, "run-%d-%d-client-%d-".formatted(seed, read.requests(), client)));
            }
            Workers.onThreads(CLIENTS).run(clients);
        }
    }

    /** One request after the other, each under a key that no earlier run on this journal used, whatever its seed. */
    private static Callable<String> client(Load load, Drawing drawing, String name) {
        return () -> {
            for (long n = 0; !Thread.interrupted(); n++) {
                load.send(drawing.next(name + n));
            }
            return name;
        };
    }
}
