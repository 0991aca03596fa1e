package dev.spike.portal;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.InvalidRequestException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;

/** An operator adds credits. */
final class ManageAdding {

    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,18})?");

    private ManageAdding() {}

    static ServerResponse preview(Visit visit) {
        return Managed.find(visit)
                .map(managed -> request(managed)
                        .fold(
                                request -> Confirm.show(managed, visit, "add", facts(managed, request)),
                                problem -> ManagePage.show(visit, HttpStatus.BAD_REQUEST, problem)))
                .orElseGet(() -> ManagePage.show(visit, HttpStatus.NOT_FOUND, "nobody"));
    }

    static ServerResponse add(Visit visit) {
        return Managed.find(visit)
                .map(managed -> request(managed)
                        .fold(
                                request -> managed.key()
                                        .map(key -> {
                                            managed.account().add(request.withKey(key));
                                            return managed.done("added");
                                        })
                                        .orElseGet(() -> ManagePage.show(visit, HttpStatus.BAD_REQUEST, "key")),
                                problem -> ManagePage.show(visit, HttpStatus.BAD_REQUEST, problem)))
                .orElseGet(() -> ManagePage.show(visit, HttpStatus.NOT_FOUND, "nobody"));
    }

    private static List<String> facts(Managed managed, AddRequest request) {
        var say = managed.visit().reader();
        var type = managed.account().creditType();
        var facts = new ArrayList<String>();
        facts.add(say.text("manage.fact.comes", "amount", say.amount(type, request.amount())));
        var ends = request.terms().expiresAt();
        facts.add(ends == null ? say.text("grants.for-ever") : say.text("grants.until", "when", say.moment(ends)));
        long before = managed.account().balance().available();
        facts.add(say.text("manage.fact.then", "amount", say.amount(type, before + request.amount())));
        return facts;
    }

    /** What was typed as a request, or the word for what is wrong with it. */
    private static Either<AddRequest> request(Managed managed) {
        var visit = managed.visit();
        var remarks = managed.remarks();
        if (remarks.isEmpty()) {
            return Either.problem("reason");
        }
        var type = managed.account().creditType();
        var amount = visit.parameter("amount").flatMap(text -> amount(type, text));
        if (amount.isEmpty()
                || amount.get()
                        > Long.MAX_VALUE
                                - Math.max(0, managed.account().balance().total())) {
            return Either.problem("amount");
        }
        try {
            var request = AddRequest.of(amount.get()).withRemarks(remarks.get());
            var notes = visit.parameter("notes");
            request = notes.isPresent() ? request.withNotes(notes.get()) : request;
            var expires = visit.parameter("expires");
            if (expires.isEmpty()) {
                return Either.of(request);
            }
            var end = endOf(visit, expires.get());
            return end.isAfter(visit.now()) ? Either.of(request.expiringAt(end)) : Either.problem("expires");
        } catch (DateTimeException e) {
            return Either.problem("expires");
        } catch (InvalidRequestException e) {
            return Either.problem("text");
        }
    }

    /** The day is the last on which they count. */
    private static Instant endOf(Visit visit, String day) {
        var zone = visit.site().billing().catalogue().settings().zone();
        return LocalDate.parse(day).plusDays(1).atStartOfDay(zone).toInstant();
    }

    private static Optional<Long> amount(CreditType type, String text) {
        if (!AMOUNT.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(type.amount(new BigDecimal(text))).filter(amount -> amount > 0);
        } catch (InvalidRequestException e) {
            return Optional.empty();
        }
    }
}
