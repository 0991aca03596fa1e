package dev.spike.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {

    @Test
    void unpacks_once_for_two_at_once_and_clears_away_what_a_kill_left_half_done(@TempDir Path cache)
            throws IOException {
        Files.createDirectories(cache.resolve("killed.part/bin"));
        Files.writeString(cache.resolve("killed.part/bin/postgres"), "half");

        CompletableFuture<Binaries> other = CompletableFuture.supplyAsync(() -> unpacked(cache));
        Binaries binaries = unpacked(cache);

        assertThat(other.join()).isEqualTo(binaries);
        try (Stream<Path> left = Files.list(cache)) {
            assertThat(left).containsExactlyInAnyOrder(binaries.home(), cache.resolve(FolderLock.FILE));
        }
        assertThat(Command.run(List.of(), List.of(binaries.program("postgres"), "--version")))
                .satisfies(version -> assertThat(version.output()).startsWith("postgres (PostgreSQL) 18."));
    }

    private static Binaries unpacked(Path cache) {
        return Binaries.unpacked(Platform.current(), cache);
    }
}
