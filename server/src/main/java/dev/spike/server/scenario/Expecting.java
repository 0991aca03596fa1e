package dev.spike.server.scenario;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Compares one expectation with what the ledger shows. */
final class Expecting {

    private final Scenario scenario;
    private final Observing observing;
    private final Part expectation;
    private final List<Mismatch> mismatches = new ArrayList<>();

    private Expecting(Scenario scenario, Observing observing, Part expectation) {
        this.scenario = scenario;
        this.observing = observing;
        this.expectation = expectation;
    }

    /** Where the two differ; nothing where the expectation is met. */
    static List<Mismatch> mismatches(Scenario scenario, Observing observing, Part expectation) {
        var expecting = new Expecting(scenario, observing, expectation);
        expectation.names().forEach(expecting::compare);
        return expecting.mismatches;
    }

    private void compare(String name) {
        switch (name) {
            case "by_grant" -> byGrant();
            case "spent_by_kind" -> amounts(name, observing::spentOfKind);
            case "taken" -> amounts(name, observing::taken);
            case "fundings" -> fundings();
            case "consumption_order" -> {
                var order = observing.stage().order();
                texts(name, expectation.texts(name).toString(), order.toString());
            }
            case "invariant" -> invariant();
            case "at", "granted", "recurrence", "window_from", "note" -> {} // belong to others
            default -> other(name);
        }
    }

    private void other(String name) {
        if (Calendar.isAsked(name)) {
            texts(name, Calendar.said(expectation, name), Calendar.actual(expectation, name, recurrence()));
            return;
        }
        var actual = observing.amount(name).orElseThrow(() -> new NotOfferedException("expectation " + name));
        amount(name, expectation.decimal(name).orElseThrow(), actual);
    }

    private Recurrence recurrence() {
        return expectation
                .part("recurrence")
                .or(() -> scenario.grantParts().stream()
                        .flatMap(grant -> grant.part("recurrence").stream())
                        .findFirst())
                .map(Recurrence::of)
                .orElseThrow(() -> new NotOfferedException("a calendar without a recurrence"));
    }

    private void byGrant() {
        boolean saysDebt = expectation.decimals("by_grant").values().stream().anyMatch(amount -> amount.signum() < 0);
        if (saysDebt && observing.isOwing()) {
            throw new NotOfferedException("expectation by_grant with a debt of a grant");
        }
        amounts("by_grant", observing::free);
    }

    private void amounts(String name, Function<String, BigDecimal> actual) {
        expectation
                .decimals(name)
                .forEach((key, expected) -> amount(name + "." + Place.shown(key), expected, actual.apply(key)));
    }

    private void fundings() {
        var fundings = expectation.part("fundings").orElseThrow();
        for (var debit : fundings.names()) {
            var expected = shown(fundings.decimals(debit));
            var actual = shown(observing.fundings(debit));
            texts("fundings." + Place.shown(debit), expected.toString(), actual.toString());
        }
    }

    private static Map<String, String> shown(Map<String, BigDecimal> amounts) {
        var shown = new TreeMap<String, String>();
        amounts.forEach((name, amount) -> {
            if (amount.signum() != 0) {
                shown.put(name, plain(amount));
            }
        });
        return shown;
    }

    private void invariant() {
        var text = expectation.text("invariant").orElseThrow();
        var difference = new Invariant(text)
                .difference(name -> name.equals("granted") ? expectation.decimal(name) : observing.amount(name))
                .orElseThrow(() -> new NotOfferedException("expectation invariant " + Place.shown(text)));
        if (difference.signum() != 0) {
            add("invariant", text, "a difference of " + plain(difference));
        }
    }

    private void amount(String name, BigDecimal expected, BigDecimal actual) {
        if (expected.compareTo(actual) != 0) {
            add(name, plain(expected), plain(actual));
        }
    }

    private void texts(String name, String expected, String actual) {
        if (!expected.equals(actual)) {
            add(name, Place.shown(expected), Place.shown(actual));
        }
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    private void add(String name, String expected, String actual) {
        var where = "%s.%s at %s"
                .formatted(
                        expectation.place().path(),
                        name,
                        expectation.instant("at").orElseThrow());
        mismatches.add(new Mismatch(where, expected, actual));
    }
}
