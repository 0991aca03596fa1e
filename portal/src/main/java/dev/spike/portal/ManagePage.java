package dev.spike.portal;

import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Grant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;

/** Where operators find somebody, see what they see, and begin to help. */
final class ManagePage {

    private ManagePage() {}

    /**
     * A credit type of who was found.
     *
     * @param step the smallest amount that a number field takes
     */
    record Account(CreditCard card, String step, List<Open> grants) {

        static Account of(Visit visit, CreditAccount account) {
            return new Account(
                    CreditCard.of(visit, account),
                    account.creditType().credits(1).toPlainString(),
                    account.grants().stream()
                            .map(grant -> Open.of(visit, account, grant))
                            .toList());
        }
    }

    /** A grant that can be ended. */
    record Open(long id, GrantsPage.Bar bar) {

        static Open of(Visit visit, CreditAccount account, Grant grant) {
            return new Open(grant.id().number(), GrantsPage.Bar.of(visit, account, grant));
        }
    }

    static ServerResponse show(Visit visit) {
        return show(visit, HttpStatus.OK, null);
    }

    /** With what is to be mended in what was typed. */
    static ServerResponse show(Visit visit, HttpStatus status, @Nullable String problem) {
        var model = new HashMap<String, Object>();
        model.put("typed", Typed.of(visit));
        model.put("problem", problem == null ? "" : visit.reader().text("manage.problem." + problem));
        model.put("done", visit.parameter("done").filter(Managed.DONE::contains).orElse(""));
        var found = Managed.find(visit);
        found.ifPresent(managed -> {
            model.put("found", managed.name());
            model.put(
                    "accounts",
                    managed.visit().accounts().stream()
                            .map(account -> Account.of(managed.visit(), account))
                            .toList());
            model.put("statement", Statement.of(managed.visit(), managed.visit().chosenAccount()));
        });
        return visit.show(status, "manage", model);
    }

    /** What was typed, so that nothing is typed twice. */
    record Typed(Map<String, String> fields) {

        private static final List<String> NAMES =
                List.of("type", "id", "credit", "amount", "expires", "notes", "reason", "undoes");

        static Typed of(Visit visit) {
            var fields = new HashMap<String, String>();
            NAMES.forEach(name -> fields.put(name, visit.parameter(name).orElse("")));
            return new Typed(fields);
        }

        public String get(String name) {
            return fields.getOrDefault(name, "");
        }
    }
}
