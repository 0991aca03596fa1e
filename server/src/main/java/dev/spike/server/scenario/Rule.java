package dev.spike.server.scenario;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What a part of a document must be. */
@FunctionalInterface
interface Rule {

    /** More digits than any amount has, and few enough to be read at once. */
    int DIGITS_MAX = 1_000;

    /** @throws ScenarioException naming the place when it is something else */
    void check(JsonNode node, Place place);

    static Rule text() {
        return (node, place) -> {
            if (!node.isString()) {
                throw place.refused("a text is expected");
            }
        };
    }

    static Rule integer() {
        return (node, place) -> {
            if (!node.isIntegralNumber() || !node.canConvertToInt()) {
                throw place.refused("a whole number of at most 32 bits is expected");
            }
        };
    }

    static Rule truth() {
        return (node, place) -> {
            if (!node.isBoolean()) {
                throw place.refused("true or false is expected");
            }
        };
    }

    static Rule decimal() {
        return (node, place) -> {
            if (!node.isString() || !node.stringValue().matches("-?[0-9]+(\\.[0-9]+)?")) {
                throw place.refused("an amount is a decimal number in quotes, such as \"12.50\"");
            }
            if (node.stringValue().length() > DIGITS_MAX) {
                throw place.refused("an amount has at most " + DIGITS_MAX + " characters");
            }
        };
    }

    static Rule instant() {
        return (node, place) -> {
            if (!node.isString() || !isInstant(node.stringValue())) {
                throw place.refused("an instant is UTC to the second, such as \"2025-06-01T00:00:00Z\"");
            }
        };
    }

    private static boolean isInstant(String text) {
        if (!text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z") || text.startsWith("0000")) {
            return false;
        }
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    static Rule oneOf(String... words) {
        var known = List.of(words);
        return (node, place) -> {
            if (!node.isString() || !known.contains(node.stringValue())) {
                throw place.refused(
                        "%s is not one of %s".formatted(Place.shown(node.toString()), String.join(", ", known)));
            }
        };
    }

    static Rule listOf(Rule element) {
        return (node, place) -> {
            if (!node.isArray()) {
                throw place.refused("a list is expected");
            }
            for (int i = 0; i < node.size(); i++) {
                element.check(node.get(i), place.element(i));
            }
        };
    }

    static Rule mapOf(Rule value) {
        return (node, place) -> {
            checkObject(node, place);
            node.properties().forEach(member -> value.check(member.getValue(), place.member(member.getKey())));
        };
    }

    static Rule anyObject() {
        return Rule::checkObject;
    }

    /** The first rule for texts, the second for the rest. */
    static Rule textOr(Rule ofText, Rule otherwise) {
        return (node, place) -> (node.isString() ? ofText : otherwise).check(node, place);
    }

    static Rule nullOr(Rule otherwise) {
        return (node, place) -> {
            if (!node.isNull()) {
                otherwise.check(node, place);
            }
        };
    }

    /** An object with these members only. */
    static Rule object(Set<String> required, Map<String, Rule> members) {
        return (node, place) -> {
            checkMembers(node, place, required, members);
            for (var member : node.properties()) {
                if (!members.containsKey(member.getKey())) {
                    throw place.member(member.getKey())
                            .refused("there is no such field; the fields here are "
                                    + String.join(", ", new TreeSet<>(members.keySet())));
                }
            }
        };
    }

    /** An object with these members, and any others. */
    static Rule openObject(Set<String> required, Map<String, Rule> members) {
        return (node, place) -> checkMembers(node, place, required, members);
    }

    private static void checkMembers(JsonNode node, Place place, Set<String> required, Map<String, Rule> members) {
        checkObject(node, place);
        for (var name : new TreeSet<>(required)) {
            if (!node.has(name)) {
                throw place.refused("the field " + name + " is missing");
            }
        }
        for (var member : node.properties()) {
            var rule = members.get(member.getKey());
            if (rule != null) {
                rule.check(member.getValue(), place.member(member.getKey()));
            }
        }
    }

    private static void checkObject(JsonNode node, Place place) {
        if (!node.isObject()) {
            throw place.refused("an object is expected");
        }
    }
}
