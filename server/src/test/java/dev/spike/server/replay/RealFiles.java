package dev.spike.server.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real traces and price maps, which are not part of the source; {@code -Dspike.data} names their folder. */
final class RealFiles {

    private RealFiles() {}

    /** The file, or the test that asks for it ends here, having said so in one line. */
    static Path named(String name) {
        String folder = System.getProperty("spike.data", "");
        Path file = Path.of(folder, name.split("/"));
        boolean there = !folder.isBlank() && Files.isRegularFile(file);
        if (!there) {
            System.out.println("Not read: " + name + " (name its folder with -Dspike.data=FOLDER)");
        }
        Assumptions.assumeTrue(there, name + " is not there");
        return file;
    }
}
