package dev.spike.server.replay;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object a line. Members that are no column are left aside; two that are the same column are damage. */
final class JsonRows implements RowFormat {

    /** Reads numbers as decimals and refuses what a careless writer leaves behind: repeated members, text after the end. */
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Override
    public Map<TraceColumn, String> read(String line) throws DamagedRowException {
        Map<TraceColumn, String> values = new EnumMap<>(TraceColumn.class);
        for (Map.Entry<String, JsonNode> member : object(line).properties()) {
            Optional<TraceColumn> column = TraceColumn.named(member.getKey());
            if (column.isEmpty() || member.getValue().isNull()) {
                continue;
            }
            String text = scalar(column.get(), member.getValue());
            if (values.put(column.get(), text) != null) {
                throw new DamagedRowException("gives the " + column.get().words() + " twice");
            }
        }
        return values;
    }

    private static JsonNode object(String line) throws DamagedRowException {
        try {
            JsonNode node = MAPPER.readTree(line);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException broken) {
            throw new DamagedRowException("is not a JSON object that can be read");
        }
        throw new DamagedRowException("is not a JSON object");
    }

    /** Never as plain digits: 1e999999999 written out would fill the memory. */
    private static String scalar(TraceColumn column, JsonNode value) throws DamagedRowException {
        if (value.isString()) {
            return value.stringValue();
        }
        if (value.isNumber()) {
            return value.isIntegralNumber()
                    ? value.bigIntegerValue().toString()
                    : value.decimalValue().toString();
        }
        throw new DamagedRowException("has neither text nor a number as " + column.words());
    }
}
