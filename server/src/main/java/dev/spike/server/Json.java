package dev.spike.server;

import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** How answers look to programs: instants in ISO 8601, amounts as whole numbers. */
final class Json {

    private static final ObjectWriter WRITER = JsonMapper.builder().build().writerWithDefaultPrettyPrinter();

    private Json() {}

    static String of(Object answer) {
        return WRITER.writeValueAsString(answer);
    }
}
