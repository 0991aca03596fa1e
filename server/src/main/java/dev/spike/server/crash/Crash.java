package dev.spike.server.crash;

import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.server.crash.Killer.Victim;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Kills a load so many times, then proves that nothing it was told is lost, nothing happened twice and no hold was forgotten. */
public final class Crash {

    private final Path data;
    private final Path journal;
    private final long seed;

    public Crash(Path data, long seed) {
        this.data = data;
        this.journal = data.resolve("crash-journal.txt");
        this.seed = seed;
    }

    /** A database that is open while it is compared. */
    public interface Opened extends AutoCloseable {

        DataSource dataSource();

        @Override
        void close();
    }

    public CrashReport run(int kills, LongConsumer advanced, Supplier<Opened> open)
            throws IOException, InterruptedException {
        var killer = new Killer(data, journal, seed);
        int ofServer = 0;
        for (int kill = 0; kill < kills; kill++) {
            ofServer += killer.killOnce(seed + kill) == Victim.SERVER ? 1 : 0;
            advanced.accept(1);
        }
        try (var database = open.get()) {
            repeatUnanswered(database.dataSource());
            var judgement = Judging.of(Journal.read(journal).answered(), new BooksStore(database.dataSource()).read());
            var verify = new LedgerVerifier(database.dataSource()).verify();
            return new CrashReport(seed, kills - ofServer, ofServer, judgement, verify);
        }
    }

    /** As any client would. */
    private void repeatUnanswered(DataSource dataSource) throws IOException {
        try (var open = Journal.appendTo(journal)) {
            new Load(dataSource, open, new Known()).repeat(Journal.read(journal).unanswered());
        }
    }
}
