package dev.spike.provider.local;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a page's form sent: each field once. */
record Form(Map<String, String> fields) {

    /** Far more than our own forms send. */
    static final int BYTES_MAX = 4_096;

    private static final String TYPE = "application/x-www-form-urlencoded";

    /** The form; none when the bytes are no form of ours, or too many. */
    static Optional<Form> read(String type, byte[] body) {
        if (!type.startsWith(TYPE) || body.length > BYTES_MAX) {
            return Optional.empty();
        }
        var fields = new HashMap<String, String>();
        try {
            for (var pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
                var parts = pair.split("=", 2);
                var value = parts.length == 2 ? decoded(parts[1]) : "";
                if (fields.put(decoded(parts[0]), value) != null) {
                    return Optional.empty();
                }
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a percent sign without its two digits
        }
        return Optional.of(new Form(Map.copyOf(fields)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String field(String name) {
        return fields.getOrDefault(name, "");
    }
}
