package dev.spike.spring.metered;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Reads the header {@code Idempotency-Key} of the servlet request of the current thread: a string in double quotes, as the
 * IETF's draft has it, or the plain characters that most clients send; both mean the same key.
 *
 * <p>The key names the request, not a call. So the n-th call of a method that is paid within a request has a key of its own,
 * and a call that failed gives its number to the next.
 */
final class IdempotencyHeader implements RequestKeys {

    static final String NAME = "Idempotency-Key";

    private static final String PAID = IdempotencyHeader.class.getName() + ".paid";

    @Override
    public Optional<CallKey> current(String place) {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return Optional.empty();
        }
        var values = Collections.list(attributes.getRequest().getHeaders(NAME));
        if (values.isEmpty()) {
            return Optional.empty();
        }
        var paid = paid(attributes);
        int number = paid.getOrDefault(place, 0) + 1;
        return Optional.of(new CallKey(place + "." + number, read(values), () -> paid.put(place, number)));
    }

    /** How many calls of each method are paid within the request. */
    @SuppressWarnings("unchecked")
    private static Map<String, Integer> paid(RequestAttributes request) {
        var paid = (Map<String, Integer>) request.getAttribute(PAID, RequestAttributes.SCOPE_REQUEST);
        if (paid == null) {
            paid = new ConcurrentHashMap<>();
            request.setAttribute(PAID, paid, RequestAttributes.SCOPE_REQUEST);
        }
        return paid;
    }

    static String read(List<String> values) {
        if (values.size() > 1) {
            throw KeyText.refused("the header " + NAME, "is given " + values.size() + " times");
        }
        var value = values.get(0).strip();
        return KeyText.checked(value.startsWith("\"") ? unquoted(value) : plain(value), "the header " + NAME);
    }

    private static String plain(String value) {
        if (value.indexOf(' ') >= 0 || value.indexOf('"') >= 0 || value.indexOf(',') >= 0) {
            throw KeyText.refused(
                    "the header " + NAME, "has a space, a comma or a quotation mark; put it in double quotes");
        }
        return value;
    }

    /** The string of RFC 9651, section 3.3.3. */
    private static String unquoted(String value) {
        var text = new StringBuilder();
        int at = 1;
        while (at < value.length() && value.charAt(at) != '"') {
            if (value.charAt(at) == '\\') {
                at++;
                if (at == value.length() || (value.charAt(at) != '"' && value.charAt(at) != '\\')) {
                    throw KeyText.refused("the header " + NAME, "has a backslash before something else than \\ or \"");
                }
            }
            text.append(value.charAt(at));
            at++;
        }
        if (at != value.length() - 1) {
            throw KeyText.refused("the header " + NAME, "begins with a quotation mark and does not end with one");
        }
        return text.toString();
    }
}
