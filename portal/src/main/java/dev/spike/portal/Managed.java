package dev.spike.portal;

import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.Remarks;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Somebody whom an operator manages: the one place where a billable comes with the request, for who may manage everybody.
 *
 * @param visit the operator's, as if it were the owner's
 */
record Managed(Visit visit, String operator) {

    /** What can have been done, as the address says it afterwards. */
    static final Set<String> DONE = Set.of("added", "voided", "reversed");

    /** A key as the forms make it: a form that is sent twice has one. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{22}");

    /** Whom the request names; empty where it names nobody who could be there. */
    static Optional<Managed> find(Visit visit) {
        var type = visit.parameter("type");
        var id = visit.parameter("id");
        var operator = visit.visitor().operator();
        if (type.isEmpty() || id.isEmpty() || operator == null) {
            return Optional.empty();
        }
        try {
            var billable = Billable.of(type.get(), id.get());
            visit.site().credits().of(billable);
            return Optional.of(new Managed(visit.about(Owner.of(billable, id.get())), operator));
        } catch (InvalidRequestException e) {
            return Optional.empty();
        }
    }

    String name() {
        return visit.owner().billable().billableType() + " "
                + visit.owner().billable().billableId();
    }

    CreditAccount account() {
        return visit.chosenAccount();
    }

    /** What is kept beside what the operator does; empty without a reason. */
    Optional<Remarks> remarks() {
        return visit.parameter("reason").map(reason -> Remarks.none().by(operator, reason));
    }

    /** The key that was made with the form. */
    Optional<String> key() {
        return visit.parameter("key").filter(KEY.asMatchPredicate()).map(key -> "portal:" + key);
    }

    /** Back to whom it was done for. */
    ServerResponse done(String what) {
        var billable = visit.owner().billable();
        return visit.seeOther(UriComponentsBuilder.fromPath("/manage")
                .queryParam("type", "{type}")
                .queryParam("id", "{id}")
                .queryParam("credit", "{credit}")
                .queryParam("done", "{what}")
                .encode()
                .buildAndExpand(
                        billable.billableType(),
                        billable.billableId(),
                        account().creditType().id(),
                        what)
                .toUriString());
    }
}
