package dev.spike.server.crash;

import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.server.crash.Killer.Victim;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Kills a load so many times, then proves that nothing it was told is lost and nothing happened twice. */
public final class Crash {

    private static final String KEY_ONCE = "key-once";

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
            long lost = new Comparison(database.dataSource()).lost(journal);
            var verify = new LedgerVerifier(database.dataSource()).verify();
            long doubled = verify.findings().stream()
                    .filter(finding -> finding.rule().equals(KEY_ONCE))
                    .count();
            long acknowledged = Journal.read(journal).answered().size();
            return new CrashReport(seed, kills - ofServer, ofServer, acknowledged, lost, doubled, verify);
        }
    }
}
