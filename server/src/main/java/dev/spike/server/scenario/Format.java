package dev.spike.server.scenario;

import static dev.spike.server.scenario.Rule.decimal;
import static dev.spike.server.scenario.Rule.instant;
import static dev.spike.server.scenario.Rule.integer;
import static dev.spike.server.scenario.Rule.listOf;
import static dev.spike.server.scenario.Rule.mapOf;
import static dev.spike.server.scenario.Rule.object;
import static dev.spike.server.scenario.Rule.oneOf;
import static dev.spike.server.scenario.Rule.text;
import static dev.spike.server.scenario.Rule.truth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The format of scenario files, version 1: which fields there are and what each may hold. */
final class Format {

    static final int VERSION = 1;

    private Format() {}

    private static final Rule RECURRENCE = object(
            Set.of("every", "anchor"), Map.of("every", oneOf("P1D", "P7D", "P1M", "P3M", "P1Y"), "anchor", instant()));

    private static final Rule SOURCE = object(
            Set.of("repo", "path", "commit", "test", "licence"),
            fields(all(text(), "repo", "path", "commit", "test", "licence")));

    private static final Rule POLICY = object(
            Set.of("overdraft"),
            fields(
                    Map.of(
                            "overdraft",
                            Rule.textOr(
                                    oneOf("reject", "overage", "negative"),
                                    object(Set.of("limit"), Map.of("limit", decimal()))),
                            "commit_over_hold",
                            oneOf("reject", "extra-deduct"),
                            "partial_commit",
                            oneOf("keeps-rest-held", "releases-rest"),
                            "measure_from",
                            instant(),
                            "credit_rate",
                            decimal(),
                            "credit_rounding",
                            oneOf("down")),
                    all(text(), "time_granularity", "max_hold"),
                    all(integer(), "currency_scale", "credit_scale"),
                    all(truth(), "overage_settled_by_new_credit", "sell_whole_cents", "reject_worthless_top_up")));

    private static final Rule GRANT = object(
            Set.of("id", "amount", "effective"),
            fields(
                    all(text(), "id", "unit"),
                    all(instant(), "effective", "expires", "voided", "created"),
                    Map.of(
                            "amount",
                            decimal(),
                            "priority",
                            integer(),
                            "kind",
                            oneOf("granted", "purchased", "rollover"),
                            "recurrence",
                            RECURRENCE,
                            "rollover",
                            object(Set.of("min", "max"), all(decimal(), "min", "max")),
                            "carry",
                            object(
                                    Set.of("lifetime"),
                                    Map.of("max", decimal(), "max_percent", decimal(), "lifetime", text())),
                            "applies_to",
                            listOf(text()),
                            "rates",
                            mapOf(decimal()))));

    private static final Map<String, Rule> OPERATION_FIELDS = fields(
            all(instant(), "at", "recorded_at", "expires", "effective_at"),
            all(
                    text(),
                    "reason",
                    "id",
                    "request_id",
                    "unit",
                    "type",
                    "grant",
                    "kind",
                    "cause",
                    "hold",
                    "ref",
                    "as_grant"),
            all(truth(), "cap", "preserve_overage", "keep_carried", "applied", "atomic"),
            Map.of(
                    "op",
                    oneOf(words()),
                    "result",
                    oneOf("ok", "rejected", "duplicate", "noop"),
                    "amount",
                    Rule.textOr((node, place) -> checkAmount(node.stringValue(), node, place), text()),
                    "by",
                    Rule.anyObject(),
                    "rule",
                    Rule.nullOr(Rule.anyObject()),
                    "items",
                    listOf((node, place) -> {})));

    private static final Rule OPERATION = object(Set.of("at", "op"), OPERATION_FIELDS);

    /** An operation of a batch, which happens when the batch does. */
    static final Rule ITEM = object(Set.of("op"), OPERATION_FIELDS);

    private static final Rule EXPECT = object(
            Set.of("at"),
            fields(
                    all(
                            instant(),
                            "at",
                            "same_as_replay_from",
                            "next_inclusive",
                            "next_exclusive",
                            "prev_inclusive",
                            "prev_exclusive",
                            "window_from"),
                    all(
                            decimal(),
                            "balance",
                            "posted",
                            "held",
                            "overage",
                            "spent",
                            "spent_this_period",
                            "usage_in_period",
                            "granted_active",
                            "granted",
                            "top_up_created",
                            "paid",
                            "evaluated_against_balance"),
                    all(mapOf(decimal()), "by_grant", "spent_by_kind", "taken"),
                    all(text(), "invariant", "kind", "note"),
                    Map.of(
                            "fundings",
                            mapOf(mapOf(decimal())),
                            "consumption_order",
                            listOf(text()),
                            "top_ups",
                            integer(),
                            "rule",
                            Rule.anyObject(),
                            "recurrence",
                            RECURRENCE,
                            "period",
                            Rule.anyObject(),
                            "fires_on_day",
                            truth(),
                            "instants",
                            listOf((node, place) -> {}))));

    private static final Rule CASE = object(
            Set.of("id", "description", "policy", "grants", "operations", "expect"),
            fields(
                    all(text(), "id", "description", "notes"),
                    Map.of(
                            "source",
                            SOURCE,
                            "topics",
                            atLeastOne(text(), "topic"),
                            "times",
                            oneOf("source", "assigned", "adapted"),
                            "policy",
                            POLICY,
                            "grants",
                            listOf(GRANT),
                            "operations",
                            listOf(OPERATION),
                            "expect",
                            atLeastOne(EXPECT, "expectation"))));

    static final Rule DOCUMENT = Rule.openObject(
            Set.of("schema_version", "case_count", "cases"),
            Map.of(
                    "schema_version",
                    (node, place) -> {
                        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() != VERSION) {
                            throw place.refused("only version " + VERSION + " is known");
                        }
                    },
                    "case_count",
                    (node, place) -> {
                        if (!node.isIntegralNumber() || node.decimalValue().signum() < 1) {
                            throw place.refused("a whole number of 1 or more is expected");
                        }
                    },
                    "cases",
                    listOf(CASE)));

    private static void checkAmount(String text, tools.jackson.databind.JsonNode node, Place place) {
        if (!text.equals(Operation.REMAINING)) {
            decimal().check(node, place);
        }
    }

    private static Rule atLeastOne(Rule element, String what) {
        return (node, place) -> {
            listOf(element).check(node, place);
            if (node.isEmpty()) {
                throw place.refused("there is no " + what + "; give at least one");
            }
        };
    }

    private static String[] words() {
        return Stream.of(Operation.Kind.values()).map(Operation.Kind::word).toArray(String[]::new);
    }

    private static Map<String, Rule> all(Rule rule, String... names) {
        var fields = new HashMap<String, Rule>();
        List.of(names).forEach(name -> fields.put(name, rule));
        return fields;
    }

    @SafeVarargs
    private static Map<String, Rule> fields(Map<String, Rule>... parts) {
        var fields = new HashMap<String, Rule>();
        for (var part : parts) {
            fields.putAll(part);
        }
        return Map.copyOf(fields);
    }
}
