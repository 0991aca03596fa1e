package dev.spike.portal;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Invoice;
import dev.spike.billing.provider.PaymentMethod;
import java.net.URI;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;

/** What the payment provider has: the means of payment and the invoices. It is asked anew each time, and may not answer. */
final class InvoicesPage {

    private static final int INVOICES = 50;
    private static final Set<String> DONE = Set.of("default", "removed");

    private InvoicesPage() {}

    /** A means of payment; {@code ends} is its last month. */
    record Means(String id, String label, @Nullable String ends, boolean usual) {

        static Means of(Visit visit, PaymentMethod method) {
            var ends = method.expires();
            return new Means(
                    method.id(),
                    method.label(),
                    ends == null
                            ? null
                            : visit.reader()
                                    .text(
                                            "invoices.ends",
                                            "month",
                                            DateTimeFormatter.ofPattern("MM/yyyy", Locale.ROOT)
                                                    .format(ends)),
                    method.isDefault());
        }
    }

    /** A bill; {@code document} is where the provider has it to be printed. */
    record Bill(
            String number,
            String total,
            String status,
            String date,
            @Nullable String document) {

        static Bill of(Visit visit, Invoice invoice) {
            var say = visit.reader();
            return new Bill(
                    invoice.number(),
                    say.money(invoice.total()),
                    say.text("invoices.status." + invoice.status().name().toLowerCase(Locale.ROOT)),
                    say.day(invoice.date()),
                    document(invoice.document()));
        }

        /** A provider's address is shown only if it is one of a page. */
        private static @Nullable String document(@Nullable URI address) {
            return address != null && Set.of("http", "https").contains(String.valueOf(address.getScheme()))
                    ? address.toString()
                    : null;
        }
    }

    static ServerResponse show(Visit visit) {
        return show(visit, HttpStatus.OK, null);
    }

    private static ServerResponse show(Visit visit, HttpStatus status, @Nullable String problem) {
        var payer = visit.buyer().payer();
        var methods = payer.paymentMethods();
        var invoices = payer.invoices(INVOICES);
        var model = new HashMap<String, Object>(Map.of(
                "methods", told(methods, method -> Means.of(visit, method)),
                "invoices", told(invoices, invoice -> Bill.of(visit, invoice)),
                "silent", methods instanceof Answer.Unknown || invoices instanceof Answer.Unknown,
                "mayBuy", visit.mayBuy(),
                "done", visit.parameter("done").filter(DONE::contains).orElse("")));
        model.put("problem", problem == null ? "" : visit.reader().text("invoices.problem." + problem));
        return visit.show(status, "invoices", model);
    }

    private static <T, V> List<V> told(Answer<List<T>> answer, Function<T, V> view) {
        return answer.fold(all -> all.stream().map(view).toList(), refused -> List.of(), unknown -> List.of());
    }

    static ServerResponse makeDefault(Visit visit) {
        return visit.parameter("method")
                .map(method -> answered(visit, visit.buyer().payer().makeDefault(method), "default"))
                .orElseGet(visit::notFound);
    }

    static ServerResponse remove(Visit visit) {
        return visit.parameter("method")
                .map(method -> answered(visit, visit.buyer().payer().remove(method), "removed"))
                .orElseGet(visit::notFound);
    }

    private static <T> ServerResponse answered(Visit visit, Answer<T> answer, String done) {
        return answer.fold(
                value -> visit.seeOther("/invoices?done=" + done),
                refused -> switch (refused.refusal()) {
                    case NOT_FOUND -> visit.notFound();
                    default -> show(visit, HttpStatus.CONFLICT, "refused");
                },
                unknown -> show(visit, HttpStatus.SERVICE_UNAVAILABLE, "silent"));
    }
}
