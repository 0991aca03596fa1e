package dev.spike.spring;

import dev.spike.billing.catalogue.Mistake;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.origin.Origin;
import org.springframework.core.NestedExceptionUtils;

/**
 * One mistake of the configuration.
 *
 * @param key the whole key
 * @param wrong what stands there and why it is wrong
 * @param allowed what may stand there
 * @param origin where it was written; none if nothing was
 */
record ConfigurationMistake(
        String key, String wrong, String allowed, @Nullable Origin origin) {

    private static final Pattern SECRET = Pattern.compile("\\b(whsec|sk|rk)_[^\\s']+");

    static ConfigurationMistake of(Mistake mistake, Optional<Origin> origin) {
        return new ConfigurationMistake(
                "spike." + mistake.path(), mistake.what(), mistake.allowed(), origin.orElse(null));
    }

    /** The value is not of the type. */
    static ConfigurationMistake unreadable(String key, Class<?> type, BindException e) {
        var property = e.getProperty();
        return new ConfigurationMistake(
                key,
                property == null ? "cannot be read" : "'" + property.getValue() + "' cannot be read",
                allowed(type),
                property == null ? null : property.getOrigin());
    }

    /** Each value can be read, and the record refuses them. */
    static ConfigurationMistake refused(String prefix, BindException e) {
        var cause = NestedExceptionUtils.getMostSpecificCause(e);
        return new ConfigurationMistake(prefix, String.valueOf(cause.getMessage()), "mend the value", null);
    }

    private static String allowed(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "write true or false";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "write a whole number";
        }
        if (type == Duration.class) {
            return "write a duration, such as 30s or PT30S";
        }
        if (type.isEnum()) {
            return "write one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant ->
                                    constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .collect(Collectors.joining(", "));
        }
        return "write a " + type.getSimpleName();
    }

    /** The mistake in one sentence, and where it was written; a secret under a wrong key is not repeated. */
    String text() {
        return SECRET.matcher(key + ": " + wrong + "; " + allowed + ".").replaceAll("$1_...")
                + (origin == null ? "" : " (" + origin + ")");
    }
}
