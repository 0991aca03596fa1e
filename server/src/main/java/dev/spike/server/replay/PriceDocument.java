package dev.spike.server.replay;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A small file that holds prices: its text, its JSON and its numbers, read as decimals, and how it is refused. */
final class PriceDocument {

    /** Ten times the price map of every model we know of. */
    static final int BYTES_MAX = 16 << 20;

    private static final int DIGITS_MAX = 64;

    private final Path file;

    PriceDocument(Path file) {
        this.file = file;
    }

    JsonNode object(String text) {
        try {
            JsonNode node = JsonRows.MAPPER.readTree(text);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException broken) {
            throw new PriceListException(
                    "The price file %s is not JSON that can be read; mend it.".formatted(file), broken);
        }
        throw refused("is not a JSON object; give one");
    }

    String text() {
        if (Files.isDirectory(file)) {
            throw refused("is a folder; name a file");
        }
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw refused("is longer than %d MiB; name a list of prices".formatted(BYTES_MAX >> 20));
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException missing) {
            throw refused("does not exist; check its path");
        } catch (CharacterCodingException broken) {
            throw refused("is not UTF-8; save it so");
        } catch (IOException failure) {
            throw new PriceListException(
                    "The price file %s cannot be read (%s); check the file and its disk."
                            .formatted(file, failure.getMessage()),
                    failure);
        }
    }

    PriceListException refused(String why) {
        return new PriceListException("The price file %s %s.".formatted(file, why));
    }

    /** A number, or text that is one; null where there is neither. */
    @Nullable
    BigDecimal number(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        return node.isNumber() ? node.decimalValue() : node.isString() ? decimal(node.stringValue()) : null;
    }

    BigDecimal decimal(String text) {
        if (text.length() > DIGITS_MAX || !text.matches("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")) {
            throw refused(
                    "has the price %s, which is no decimal number; write it like 0.0005".formatted(Excerpt.of(text)));
        }
        return new BigDecimal(text);
    }
}
