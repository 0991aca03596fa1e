package dev.spike.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.server.crash.Crash;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {

    /** More are a command: {@code ./spike crash --kills 50}. */
    private static final int KILLS = 4;

    @Test
    void nothing_is_lost_doubled_or_left_open_whatever_is_killed(@TempDir Path folder)
            throws IOException, InterruptedException {
        long seed = Long.getLong("spike.seed", System.nanoTime() & 0xFFFFFF);
        System.out.println("crash: seed " + seed);

        var report = new Crash(folder, seed).run(KILLS, kill -> {}, () -> OpenDatabase.embedded(folder, 0, 2));

        assertThat(report.killsOfProcess() + report.killsOfServer()).isEqualTo(KILLS);
        assertThat(report.judgement().acknowledgedInAll()).isPositive();
        assertThat(report.judgement().faults()).isEmpty();
        assertThat(report.judgement().isClean()).isTrue();
        assertThat(report.verify().findings()).isEmpty();
    }
}
