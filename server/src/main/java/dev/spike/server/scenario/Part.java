package dev.spike.server.scenario;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An object of a document that was found to be in the format: its fields as what they are. */
record Part(Place place, JsonNode node) {

    boolean has(String name) {
        return node.has(name);
    }

    List<String> names() {
        return List.copyOf(node.propertyNames());
    }

    Optional<String> text(String name) {
        return member(name).filter(JsonNode::isString).map(JsonNode::stringValue);
    }

    Optional<BigDecimal> decimal(String name) {
        return text(name).map(BigDecimal::new);
    }

    Optional<Instant> instant(String name) {
        return text(name).map(Instant::parse);
    }

    Optional<Integer> integer(String name) {
        return member(name).map(JsonNode::intValue);
    }

    /** False also where it is not said. */
    boolean flag(String name) {
        return member(name).map(JsonNode::booleanValue).orElse(false);
    }

    Optional<Part> part(String name) {
        return member(name).filter(JsonNode::isObject).map(object -> new Part(place.member(name), object));
    }

    List<Part> parts(String name) {
        var parts = new ArrayList<Part>();
        member(name).ifPresent(list -> {
            for (int i = 0; i < list.size(); i++) {
                parts.add(new Part(place.member(name).element(i), list.get(i)));
            }
        });
        return parts;
    }

    List<String> texts(String name) {
        return parts(name).stream()
                .map(part -> part.node().isString()
                        ? part.node().stringValue()
                        : part.node().toString())
                .toList();
    }

    Map<String, BigDecimal> decimals() {
        var decimals = new LinkedHashMap<String, BigDecimal>();
        names().forEach(name -> decimals.put(name, decimal(name).orElseThrow()));
        return decimals;
    }

    Map<String, BigDecimal> decimals(String name) {
        return part(name).map(Part::decimals).orElse(Map.of());
    }

    private Optional<JsonNode> member(String name) {
        return Optional.ofNullable(node.get(name));
    }
}
