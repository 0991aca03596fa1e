package dev.spike.portal;

import dev.spike.billing.Buyer;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditType;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * One request of a known visitor, with the owner it is about.
 *
 * @param owner one of the visitor's
 * @param now of this request
 */
record Visit(Site site, ServerRequest request, Visitor visitor, Owner owner, Reader reader, Instant now) {

    /** The owner's accounts, in the order of the configuration. */
    List<CreditAccount> accounts() {
        return site.credits().creditTypes().stream()
                .map(CreditType::id)
                .map(type -> site.credits().of(owner.billable(), type))
                .toList();
    }

    /** The account whose credit type the request names, or else the first. */
    CreditAccount chosenAccount() {
        var wanted = parameter("credit");
        return accounts().stream()
                .filter(account ->
                        wanted.filter(account.creditType().id()::equals).isPresent())
                .findFirst()
                .orElseGet(() -> accounts().get(0));
    }

    Buyer buyer() {
        return site.billing().of(owner.billable());
    }

    /** The same in another language or zone. */
    Visit readBy(Reader other) {
        return new Visit(site, request, visitor, owner, other, now);
    }

    /** The same about another owner; for operators. */
    Visit about(Owner other) {
        return new Visit(site, request, visitor, other, reader, now);
    }

    boolean mayBuy() {
        return owner.rights().contains(Right.BUY);
    }

    /** What the address or the form says under the name; empty also where it says nothing but blanks. */
    Optional<String> parameter(String name) {
        return request.param(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The page of that name. */
    ServerResponse show(String template, Map<String, ?> model) {
        return show(HttpStatus.OK, template, model);
    }

    ServerResponse show(HttpStatus status, String template, Map<String, ?> model) {
        return site.page(this, status, template, model);
    }

    /** There is no such thing, or it is somebody else's. */
    ServerResponse notFound() {
        return show(HttpStatus.NOT_FOUND, "problem", Map.of("problem", "missing"));
    }

    /** Leads to another page of the portal, so that a reload repeats nothing. */
    ServerResponse seeOther(String path) {
        return Guard.onto(ServerResponse.seeOther(URI.create(site.address(request, path))))
                .build();
    }

    /** The same, and the browser keeps a choice. */
    ServerResponse seeOther(String path, ResponseCookie choice) {
        return Guard.onto(ServerResponse.seeOther(URI.create(site.address(request, path))))
                .header(HttpHeaders.SET_COOKIE, choice.toString())
                .build();
    }
}
