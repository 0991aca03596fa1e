package dev.spike.provider.local;

import dev.spike.billing.Money;
import dev.spike.billing.provider.ChargeRequest;
import dev.spike.billing.provider.CheckoutRequest;
import dev.spike.billing.provider.CheckoutRequest.CheckoutLine;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.provider.RefundRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which requests cannot be done as they stand, each with a sentence that says why. */
final class Limits {

    /** As long as an id in our own tables. */
    static final int NAME_MAX = 255;

    /** Longer than any text on an invoice. */
    static final int TEXT_MAX = 1_000;

    /** More than a cart holds. */
    static final int LINES_MAX = 100;

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private Limits() {}

    static Optional<String> wrong(CheckoutRequest request, Instant now) {
        return Stream.of(
                        name("key", request.key()),
                        above(request.total()),
                        lines(request),
                        total(request),
                        wrong(request.pages()),
                        unless(
                                request.expiresAt().isAfter(now),
                                "The checkout would expire at " + request.expiresAt() + ", and it is " + now
                                        + "; name a later instant."))
                .flatMap(Optional::stream)
                .findFirst();
    }

    static Optional<String> wrong(Pages pages) {
        return page("whenPaid", pages.whenPaid()).or(() -> page("whenCancelled", pages.whenCancelled()));
    }

    static Optional<String> wrong(ChargeRequest request) {
        return Stream.of(
                        name("key", request.key()),
                        above(request.money()),
                        text("description", request.description(), TEXT_MAX))
                .flatMap(Optional::stream)
                .findFirst();
    }

    static Optional<String> wrong(RefundRequest request, Money paid) {
        return Stream.of(
                        name("key", request.key()),
                        above(request.money()),
                        text("reason", request.reason(), TEXT_MAX),
                        unless(
                                request.money().currency().equals(paid.currency()),
                                "The refund is " + request.money() + " and the payment was " + paid
                                        + "; return the currency that was paid."))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> lines(CheckoutRequest request) {
        var lines = request.lines();
        if (lines.isEmpty() || lines.size() > LINES_MAX) {
            return Optional.of("The checkout has " + lines.size() + " lines; it must have 1 to " + LINES_MAX + ".");
        }
        return lines.stream()
                .flatMap(line -> Stream.of(
                        text("name of a line", line.name(), TEXT_MAX),
                        unless(
                                line.quantity() > 0,
                                "A line has the quantity " + line.quantity() + "; it must be above zero.")))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> total(CheckoutRequest request) {
        try {
            var sum = sum(request.lines(), Money.zero(request.total().currency()));
            var due = sum.lessButNotBelowZero(request.discount());
            return unless(
                    due.equals(request.total()),
                    "The lines less the discount are " + due + " and the total is " + request.total()
                            + "; they must be the same.");
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.of("The checkout does not add up: " + e.getMessage());
        }
    }

    private static Money sum(List<CheckoutLine> lines, Money zero) {
        var sum = zero;
        for (var line : lines) {
            sum = sum.plus(line.unitPrice().times(line.quantity()));
        }
        return sum;
    }

    static Optional<String> above(Money money) {
        return unless(!money.isZero(), "The amount is " + money + "; it must be above zero.");
    }

    private static Optional<String> page(String what, URI page) {
        boolean good = page.getHost() != null
                && SCHEMES.contains(Objects.requireNonNullElse(page.getScheme(), ""))
                && page.toString().length() <= TEXT_MAX;
        return unless(
                good,
                what + " is '" + page + "'; it must be an http or https address with a host, at most " + TEXT_MAX
                        + " characters.");
    }

    static Optional<String> name(String what, String value) {
        return value.isBlank() ? Optional.of("The " + what + " is blank; say one.") : text(what, value, NAME_MAX);
    }

    static Optional<String> text(String what, String value, int max) {
        return unless(
                value.length() <= max,
                "The " + what + " has " + value.length() + " characters; it may have " + max + ".");
    }

    static Optional<String> unless(boolean good, String sentence) {
        return good ? Optional.empty() : Optional.of(sentence);
    }
}
