package dev.spike.spring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.io.Resource;

/**
 * Finds the text that stands in a YAML file where YAML has made something else of it: {@code 010} would arrive as 8, and
 * {@code yes} as true. Nothing is found where the file cannot be read again.
 */
final class YamlText {

    /** What numbers and truth values are written with; it begins where the value or its anchor does. */
    private static final Pattern SCALAR = Pattern.compile("(?:&\\S+\\s+)?([0-9A-Za-z+.:_-]+)(?=[\\s,\\]}]|$)");

    private final Map<Resource, List<String>> files = new HashMap<>();

    Optional<String> at(@Nullable Origin origin) {
        if (origin instanceof PropertySourceOrigin wrapped) {
            return at(wrapped.getOrigin());
        }
        if (!(origin instanceof TextResourceOrigin place)
                || place.getLocation() == null
                || place.getResource() == null) {
            return Optional.empty();
        }
        var lines = files.computeIfAbsent(place.getResource(), YamlText::lines);
        int line = place.getLocation().getLine();
        int column = place.getLocation().getColumn();
        if (line >= lines.size()
                || column >= lines.get(line).codePointCount(0, lines.get(line).length())) {
            return Optional.empty();
        }
        var rest = lines.get(line).substring(lines.get(line).offsetByCodePoints(0, column));
        var scalar = SCALAR.matcher(rest);
        return scalar.lookingAt() ? Optional.of(scalar.group(1)) : Optional.empty();
    }

    private static List<String> lines(Resource file) {
        try {
            return file.getContentAsString(StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of(); // what YAML has made of it is what there is
        }
    }
}
