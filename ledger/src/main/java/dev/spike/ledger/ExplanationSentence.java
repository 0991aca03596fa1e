package dev.spike.ledger;

import static java.util.Objects.requireNonNull;

import dev.spike.ledger.Explanation.Shortfall;
import dev.spike.ledger.Receipt.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An explanation in plain English: what was done and when, from which grants, and what became of the balance. */
final class ExplanationSentence {

    private final Explanation explanation;
    private final Receipt receipt;

    ExplanationSentence(Explanation explanation) {
        this.explanation = explanation;
        this.receipt = explanation.receipt();
    }

    String text() {
        if (receipt.outcome() == Outcome.DECLINED) {
            return declined(requireNonNull(explanation.shortfall()));
        }
        var parts = new ArrayList<String>();
        parts.add(done() + drawn());
        if (!explanation.repaid().isEmpty()) {
            parts.add(listed(explanation.repaid(), "of") + " repaid what was owed");
        }
        parts.add(balance());
        return String.join("; ", parts) + ".";
    }

    private String amount(long amount) {
        return explanation.about().creditType().text(amount);
    }

    private String credits() {
        return amount(receipt.asked().amount()) + " "
                + explanation.about().creditType().id();
    }

    private String done() {
        var at = " at " + receipt.decidedAt();
        return switch (receipt.asked().verb()) {
            case ADD -> "Added " + credits() + at;
            case REMOVE -> "Removed " + credits() + at;
            case SPEND -> "Spent " + credits() + at;
            case SPEND_ALL -> "Spent " + credits() + ", together with other accounts," + at;
            case HOLD -> "Set " + credits() + " aside" + at + " as " + hold() + until();
            case CAPTURE -> "Captured " + credits() + " of " + hold() + at;
            case RELEASE -> "Released " + hold() + " with " + credits() + at;
            case EXTEND -> "Gave " + hold() + " of " + credits() + " another deadline" + at + until();
            case VOID -> "Voided what remained of a grant, " + credits() + "," + at;
            case REVERSE -> "Reversed " + credits() + " of '" + undone() + "'" + at;
        };
    }

    private String hold() {
        return "hold " + requireNonNull(explanation.about().hold()).number();
    }

    private String until() {
        var deadline = explanation.about().deadline();
        return deadline == null ? "" : ", until " + deadline;
    }

    private String undone() {
        return requireNonNull(explanation.about().undoes()).text();
    }

    private String drawn() {
        if (receipt.allocations().isEmpty()) {
            return receipt.asked().verb() == Verb.REVERSE ? ", of which nothing came back" : "";
        }
        return switch (receipt.asked().verb()) {
            case ADD -> " as " + grant(receipt.allocations().get(0));
            case REVERSE -> ": " + listed(receipt.allocations(), "back to");
            default -> ": " + drawnInOrder();
        };
    }

    private String drawnInOrder() {
        var drawn = receipt.allocations();
        var parts = new ArrayList<String>();
        for (int i = 0; i < drawn.size(); i++) {
            var last = i == drawn.size() - 1;
            parts.add(part(drawn.get(i), "from") + (last ? "" : ahead(drawn.get(i), drawn.get(i + 1))));
        }
        return joined(parts);
    }

    /** Why it was drawn before the next, where that is what the order says: a rule parts two that stand side by side. */
    private String ahead(Allocation drawn, Allocation next) {
        var considered = explanation.considered();
        for (int i = 0; i < considered.size() - 1; i++) {
            var grant = considered.get(i);
            if (grant.grant().equals(drawn.grant())
                    && grant.gave() == drawn.amount()
                    && considered.get(i + 1).grant().equals(next.grant())) {
                return " (ahead by " + grant.ahead() + ")";
            }
        }
        return "";
    }

    private String listed(List<Allocation> parts, String preposition) {
        return joined(parts.stream().map(part -> part(part, preposition)).toList());
    }

    private String part(Allocation part, String preposition) {
        if (!part.isOwed()) {
            return amount(part.amount()) + " " + preposition + " " + grant(part);
        }
        return amount(part.amount())
                + (receipt.asked().verb() == Verb.REVERSE ? " no longer owed" : " that no grant covered");
    }

    private static String grant(Allocation part) {
        return "grant " + requireNonNull(part.grant()).number();
    }

    private static String joined(List<String> parts) {
        return joined(parts, " and ");
    }

    private static String joined(List<String> parts, String lastly) {
        int last = parts.size() - 1;
        return last == 0 ? parts.get(0) : String.join(", ", parts.subList(0, last)) + lastly + parts.get(last);
    }

    private String balance() {
        var before = explanation.before();
        var after = receipt.balance();
        var changes = Stream.of(
                        change("available", before.available(), after.available()),
                        change("held", before.held(), after.held()),
                        change("owed", before.owed(), after.owed()))
                .flatMap(Stream::ofNullable)
                .toList();
        return changes.isEmpty() ? "the balance stayed as it was" : String.join(", ", changes);
    }

    private @Nullable String change(String what, long before, long after) {
        return before == after ? null : what + " went from " + amount(before) + " to " + amount(after);
    }

    private String declined(Shortfall shortfall) {
        var asked =
                switch (receipt.asked().verb()) {
                    case CAPTURE -> "capture " + credits() + " of " + hold();
                    case SPEND_ALL -> "spend " + credits() + " together with other accounts";
                    case ADD, REMOVE, SPEND, HOLD, RELEASE, EXTEND, VOID, REVERSE ->
                        receipt.asked().verb().word() + " " + credits();
                };
        return "Declined to %s at %s: %s, and nothing moved; it would have helped %s."
                .formatted(asked, receipt.decidedAt(), why(shortfall), help(shortfall));
    }

    private String why(Shortfall shortfall) {
        var available = amount(receipt.balance().available()) + " were available";
        if (shortfall.missing() > 0) {
            return available + ", " + amount(shortfall.missing()) + " too few";
        }
        return othersWereShort(shortfall) ? "other accounts had too few" : "that is more than was held";
    }

    private boolean othersWereShort(Shortfall shortfall) {
        return shortfall.missing() == 0 && receipt.asked().verb() == Verb.SPEND_ALL;
    }

    private String help(Shortfall shortfall) {
        if (othersWereShort(shortfall)) {
            return "to add to those";
        }
        var help = new ArrayList<String>();
        var start = shortfall.nextStart();
        if (start != null) {
            help.add("to wait for " + amount(start.amount()) + " that start at " + start.at());
        }
        shortfall.lapses().stream()
                .limit(1)
                .map(lapse -> "to wait for hold " + lapse.hold().number() + " to give back " + amount(lapse.amount())
                        + " at " + lapse.at())
                .forEach(help::add);
        if (shortfall.missing() == 0) {
            help.add("to capture no more than is held");
        } else {
            help.add("to add " + amount(shortfall.missing()));
            help.add("to allow a balance further below zero");
        }
        return joined(help, " or ");
    }
}
