package dev.spike.portal;

import dev.spike.ledger.IdempotencyKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * What would be done, shown before it is: facts, and a form that does it. The key is made here, so that whoever clicks twice does
 * it once.
 *
 * @param what the word for it, such as {@code add}
 * @param about for whom
 * @param facts what would happen, as sentences
 * @param fields what the form sends
 */
record Confirm(String what, String about, List<String> facts, Map<String, String> fields) {

    private static final List<String> PASSED_ON =
            List.of("type", "id", "credit", "amount", "expires", "notes", "reason", "grant", "undoes");

    static ServerResponse show(Managed managed, Visit operators, String what, List<String> facts) {
        var fields = new LinkedHashMap<String, String>();
        PASSED_ON.forEach(name -> operators.parameter(name).ifPresent(value -> fields.put(name, value)));
        fields.put("credit", managed.account().creditType().id());
        fields.put("key", IdempotencyKey.random().text());
        return operators.show("manage-confirm", Map.of("confirm", new Confirm(what, managed.name(), facts, fields)));
    }
}
