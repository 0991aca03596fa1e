package dev.spike.portal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Why what was asked for is not so, for the page that it was asked on.
 *
 * @param code the discount code that is at fault, as it was typed; none where it is something else
 * @param again how the same is asked for once more; none where that would be no use
 */
record Alert(
        HttpStatus status,
        String text,
        @Nullable String code,
        @Nullable Again again) {

    private static final List<String> FIELDS = List.of("interval", "when", "code");

    /** A form that sends the same. */
    record Again(String address, Map<String, String> fields) {

        static Again of(Visit visit) {
            var fields = new LinkedHashMap<String, String>();
            for (var name : FIELDS) {
                visit.parameter(name).ifPresent(value -> fields.put(name, value));
            }
            return new Again(visit.request().requestPath().value(), fields);
        }
    }

    static Alert unanswered(Visit visit) {
        return new Alert(
                HttpStatus.SERVICE_UNAVAILABLE, visit.reader().text("subscribe.unanswered"), null, Again.of(visit));
    }

    static Alert codeMissing(Visit visit) {
        return new Alert(HttpStatus.BAD_REQUEST, visit.reader().text("subscribe.refused.code-missing"), "", null);
    }
}
