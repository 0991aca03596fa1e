package dev.spike.portal;

import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.ReverseRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;

/** An operator undoes a spend. */
final class ManageReversing {

    private ManageReversing() {}

    static ServerResponse preview(Visit visit) {
        return Managed.find(visit)
                .map(managed -> receipt(managed)
                        .map(receipt -> managed.remarks().isEmpty()
                                ? ManagePage.show(visit, HttpStatus.BAD_REQUEST, "reason")
                                : Confirm.show(managed, visit, "reverse", facts(managed, receipt)))
                        .orElseGet(() -> ManagePage.show(visit, HttpStatus.NOT_FOUND, "receipt")))
                .orElseGet(() -> ManagePage.show(visit, HttpStatus.NOT_FOUND, "nobody"));
    }

    static ServerResponse reverse(Visit visit) {
        return Managed.find(visit)
                .map(managed -> reverse(visit, managed))
                .orElseGet(() -> ManagePage.show(visit, HttpStatus.NOT_FOUND, "nobody"));
    }

    private static ServerResponse reverse(Visit visit, Managed managed) {
        var undoes = visit.parameter("undoes");
        var key = managed.key();
        var remarks = managed.remarks();
        if (undoes.isEmpty() || key.isEmpty() || remarks.isEmpty()) {
            return ManagePage.show(visit, HttpStatus.BAD_REQUEST, remarks.isEmpty() ? "reason" : "key");
        }
        try {
            managed.account()
                    .reverse(ReverseRequest.of(undoes.get()).withKey(key.get()).withRemarks(remarks.get()));
        } catch (InvalidRequestException e) {
            return ManagePage.show(visit, HttpStatus.CONFLICT, "not-reversible");
        }
        return managed.done("reversed");
    }

    private static Optional<Receipt> receipt(Managed managed) {
        try {
            return managed.visit().parameter("undoes").flatMap(managed.account()::receipt);
        } catch (InvalidRequestException e) {
            return Optional.empty();
        }
    }

    private static List<String> facts(Managed managed, Receipt receipt) {
        var say = managed.visit().reader();
        var type = managed.account().creditType();
        return List.of(
                say.text(
                        "manage.fact.undone",
                        "amount",
                        say.amount(type, receipt.asked().amount()),
                        "when",
                        say.moment(receipt.decidedAt())),
                say.text("manage.fact.ended-stays"));
    }
}
