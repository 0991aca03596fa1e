package dev.spike.portal;

import dev.spike.ledger.Grant;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.VoidRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;

/** An operator ends what remains of a grant. */
final class ManageVoiding {

    private ManageVoiding() {}

    static ServerResponse preview(Visit visit) {
        return Managed.find(visit)
                .map(managed -> grant(managed)
                        .map(grant -> managed.remarks().isEmpty()
                                ? ManagePage.show(visit, HttpStatus.BAD_REQUEST, "reason")
                                : Confirm.show(managed, visit, "void", facts(managed, grant)))
                        .orElseGet(() -> ManagePage.show(visit, HttpStatus.NOT_FOUND, "grant")))
                .orElseGet(() -> ManagePage.show(visit, HttpStatus.NOT_FOUND, "nobody"));
    }

    /** A repeat finds the grant gone, and is answered as the first time. */
    static ServerResponse end(Visit visit) {
        return Managed.find(visit)
                .map(managed -> end(visit, managed))
                .orElseGet(() -> ManagePage.show(visit, HttpStatus.NOT_FOUND, "nobody"));
    }

    private static ServerResponse end(Visit visit, Managed managed) {
        var id = visit.parameter("grant").flatMap(Numbers::positive);
        var key = managed.key();
        var remarks = managed.remarks();
        if (id.isEmpty() || key.isEmpty() || remarks.isEmpty()) {
            return ManagePage.show(visit, HttpStatus.BAD_REQUEST, remarks.isEmpty() ? "reason" : "key");
        }
        try {
            managed.account()
                    .voidGrant(VoidRequest.of(new GrantId(id.get()))
                            .withKey(key.get())
                            .withRemarks(remarks.get()));
        } catch (InvalidRequestException e) {
            return ManagePage.show(visit, HttpStatus.NOT_FOUND, "grant");
        }
        return managed.done("voided");
    }

    private static Optional<Grant> grant(Managed managed) {
        var id = managed.visit().parameter("grant").flatMap(Numbers::positive);
        return managed.account().grants().stream()
                .filter(grant ->
                        id.filter(number -> number == grant.id().number()).isPresent())
                .findFirst();
    }

    private static List<String> facts(Managed managed, Grant grant) {
        var say = managed.visit().reader();
        var type = managed.account().creditType();
        var facts = new ArrayList<String>();
        facts.add(say.text("manage.fact.ends", "amount", say.amount(type, grant.remaining())));
        if (grant.held() > 0) {
            facts.add(say.text("manage.fact.held", "amount", say.amount(type, grant.held())));
        }
        return facts;
    }
}
