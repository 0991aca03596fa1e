package dev.spike.server.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file of scenarios, read whole and found to be in the format before anything of it is run. */
public final class ScenarioFile {

    /** A thousand times the largest file we know of; it is held in memory whole. */
    static final int BYTES_MAX = 64 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ScenarioFile() {}

    /**
     * The cases of the file, in its order.
     *
     * @throws ScenarioException when it cannot be read or is not in the format; says where
     */
    public static List<Scenario> read(Path file) {
        var top = Place.top(file);
        var document = document(file);
        Format.DOCUMENT.check(document, top);
        return new Part(top, document)
                .parts("cases").stream().map(Scenario::new).toList();
    }

    private static JsonNode document(Path file) {
        try {
            return MAPPER.readTree(text(file));
        } catch (JacksonException e) {
            var at = e.getLocation();
            var where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw unreadable(file, "is not JSON that can be read" + where + ": " + Place.shown(e.getOriginalMessage()));
        }
    }

    private static String text(Path file) {
        if (Files.isDirectory(file)) {
            throw unreadable(file, "is a folder; name a file");
        }
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw unreadable(file, "is longer than %d MiB; split it".formatted(BYTES_MAX >> 20));
            }
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw unreadable(file, "does not exist; check its path");
        } catch (CharacterCodingException e) {
            throw unreadable(file, "is not UTF-8; save it so");
        } catch (IOException e) {
            throw unreadable(file, "cannot be read (" + e.getMessage() + "); check the file and its disk");
        }
    }

    private static ScenarioException unreadable(Path file, String why) {
        return new ScenarioException("The scenario file %s %s.".formatted(file, why));
    }
}
