package dev.spike.server.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Our own scenarios, and those of others, which are not part of the source. */
final class ScenarioFiles {

    private ScenarioFiles() {}

    static List<Path> ours() {
        try (var files = Files.list(Path.of("../docs/scenarios"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file beside the folder of {@code -Dspike.data}, or the test that asks for it ends here, having said so. */
    static Path ofOthers(String name) {
        var data = System.getProperty("spike.data", "");
        var file = Path.of(data.isBlank() ? "." : data).resolve("../scenarios").resolve(name);
        boolean there = !data.isBlank() && Files.isRegularFile(file);
        if (!there) {
            System.out.println("Not read: scenarios/" + name + " (name the folder beside it with -Dspike.data=FOLDER)");
        }
        Assumptions.assumeTrue(there, name + " is not there");
        return file;
    }
}
