package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every word has both languages, and is used. */
class WordsTest {

    /** What is certainly a key, and what may be one: the beginning of a key ends with a dot. */
    private static final Pattern SAID = Pattern.compile("say\\.text\\(\\s*['\"]([a-z][a-z.-]*)['\"]");

    private static final Pattern QUOTED = Pattern.compile("['\"]([a-z][a-z.-]*)['\"]");
    private static final String PREFIX = "spike.portal.";

    private static Properties words(String language) throws IOException {
        var words = new Properties();
        try (var file = Objects.requireNonNull(Portal.class.getResourceAsStream("portal" + language + ".properties"))) {
            words.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        return words;
    }

    @Test
    void both_languages_have_the_same_keys_with_the_same_values_in_them() throws IOException {
        var english = words("");
        var lithuanian = words("_lt");

        assertThat(lithuanian.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (var key : english.stringPropertyNames()) {
            assertThat(new MessageFormat(lithuanian.getProperty(key), Locale.forLanguageTag("lt")).getArgumentNames())
                    .as(key)
                    .isEqualTo(new MessageFormat(english.getProperty(key), Locale.ENGLISH).getArgumentNames());
        }
    }

    @Test
    void every_word_that_is_said_is_there() throws IOException {
        var there = words("").stringPropertyNames();

        assertThat(found(SAID).stream()
                        .filter(key -> !there.contains(PREFIX + key))
                        .filter(key ->
                                there.stream().noneMatch(one -> key.endsWith(".") && one.startsWith(PREFIX + key)))
                        .toList())
                .isEmpty();
    }

    @Test
    void every_word_that_is_there_is_said() throws IOException {
        var said = found(QUOTED);

        assertThat(words("").stringPropertyNames().stream()
                        .map(key -> key.substring(PREFIX.length()))
                        .filter(key -> !said.contains(key))
                        .filter(key -> said.stream().noneMatch(one -> one.endsWith(".") && key.startsWith(one)))
                        .toList())
                .isEmpty();
    }

    /** Keys, and beginnings of keys with a dot at the end. */
    private static Set<String> found(Pattern pattern) throws IOException {
        var said = new TreeSet<String>();
        for (var folder : new String[] {"src/main/java", "src/main/resources/dev/spike/portal/templates"}) {
            try (var files = Files.walk(Path.of(folder))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    said.addAll(pattern.matcher(Files.readString(file))
                            .results()
                            .map(found -> found.group(1))
                            .collect(Collectors.toSet()));
                }
            }
        }
        return said;
    }
}
