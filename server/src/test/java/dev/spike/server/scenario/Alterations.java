package dev.spike.server.scenario;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** A case with one value of its expectations made wrong, once for each value. */
final class Alterations {

    /** These say when or of what, not what is expected. */
    private static final Set<String> KEPT = Set.of("at", "note", "invariant", "recurrence", "window_from");

    private final Scenario scenario;
    private final ObjectNode node;
    private final List<Scenario> altered = new ArrayList<>();

    private Alterations(Scenario scenario) {
        this.scenario = scenario;
        this.node = (ObjectNode) scenario.part().node().deepCopy();
    }

    static List<Scenario> of(Scenario scenario) {
        var alterations = new Alterations(scenario);
        alterations.node.get("expect").forEach(expectation -> alterations.members((ObjectNode) expectation));
        return alterations.altered;
    }

    private void members(ObjectNode object) {
        for (var member : List.copyOf(object.properties())) {
            if (KEPT.contains(member.getKey())) {
                continue;
            }
            var value = member.getValue();
            if (value instanceof ObjectNode inner) {
                members(inner);
                continue;
            }
            object.set(member.getKey(), wrong(value));
            altered.add(new Scenario(new Part(scenario.part().place(), node.deepCopy())));
            object.set(member.getKey(), value);
        }
    }

    private static JsonNode wrong(JsonNode value) {
        if (value instanceof ArrayNode list) {
            var longer = list.deepCopy();
            longer.add("one-more");
            return longer;
        }
        if (value instanceof BooleanNode flag) {
            return BooleanNode.valueOf(!flag.booleanValue());
        }
        var text = value.stringValue();
        return StringNode.valueOf(
                text.endsWith("Z")
                        ? Instant.parse(text).plusSeconds(1).toString()
                        : new BigDecimal(text).add(BigDecimal.ONE).toPlainString());
    }
}
