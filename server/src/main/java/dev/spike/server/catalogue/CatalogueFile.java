package dev.spike.server.catalogue;

import dev.spike.billing.catalogue.CatalogueSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A catalogue in YAML, under the key {@code spike}; what else is in the file is not looked at. Scalars stay the texts that
 * they are: {@code 010} is no eight, and {@code 1e3} no thousand.
 *
 * @param lines by path, the line of the file, from 1
 */
public record CatalogueFile(CatalogueSource source, Map<String, Integer> lines) {

    public CatalogueFile {
        lines = Map.copyOf(lines);
    }

    /** A hundred times the catalogue of a large seller. */
    static final int BYTES_MAX = 1 << 20;

    private static final String SAMPLE = "/dev/spike/server/catalogue.yml";

    /** @throws CatalogueFileException when the file cannot be read, is not YAML, or is more than one catalogue */
    public static CatalogueFile read(Path file) {
        return parse(file.toString(), text(file));
    }

    /** What the demo sells. */
    public static CatalogueFile sample() {
        return ofProgram(SAMPLE);
    }

    /**
     * One of the program's own.
     *
     * @param resource its path in the program, from the root
     */
    public static CatalogueFile ofProgram(String resource) {
        try (var content = Objects.requireNonNull(CatalogueFile.class.getResourceAsStream(resource))) {
            return parse(resource, new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The catalogue " + resource + " cannot be read from the program's own files.", e);
        }
    }

    static CatalogueFile parse(String name, String text) {
        try {
            var yaml = FlatYaml.of(text);
            return new CatalogueFile(CatalogueSource.of(yaml.texts()), yaml.lines());
        } catch (UnfitYamlException e) {
            throw new CatalogueFileException(name + ", line " + e.line() + ": " + e.getMessage());
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new CatalogueFileException(
                    name + ", line " + line + ": this is not YAML (" + e.getProblem() + "); mend it.");
        } catch (YamlEngineException e) {
            var why = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            throw new CatalogueFileException(name + " is not YAML (" + why + "); mend it.");
        } catch (IllegalArgumentException e) {
            throw new CatalogueFileException(name + ": " + e.getMessage());
        }
    }

    private static String text(Path file) {
        if (Files.isDirectory(file)) {
            throw new CatalogueFileException(file + " is a folder; name a file.");
        }
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new CatalogueFileException(
                        file + " is longer than " + (BYTES_MAX >> 20) + " MiB; name the file of a catalogue.");
            }
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return text.toString();
        } catch (NoSuchFileException e) {
            throw new CatalogueFileException(file + " does not exist; check its path.");
        } catch (CharacterCodingException e) {
            throw new CatalogueFileException(file + " is not UTF-8; save it so.");
        } catch (IOException e) {
            throw new CatalogueFileException(
                    file + " cannot be read (" + e.getMessage() + "); check the file and its disk.");
        }
    }

    /** The line of the path, or of what it is missing in. */
    public int lineOf(String path) {
        var at = path;
        while (!at.isEmpty()) {
            var found = lines.get(at);
            if (found != null) {
                return found;
            }
            int step = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
            at = step < 0 ? "" : at.substring(0, step);
        }
        return lines.getOrDefault("", 1);
    }
}
