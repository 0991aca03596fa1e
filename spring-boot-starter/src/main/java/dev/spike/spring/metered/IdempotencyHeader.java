package dev.spike.spring.metered;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Reads the header {@code Idempotency-Key} of the servlet request of the current thread: a string in double quotes, as the
 * IETF's draft has it, or the plain characters that most clients send; both mean the same key.
 *
 * <p>The key names the request, not a call. So each call of a method within a request has a number and with it a key of its
 * own, and a call that failed leaves its number to the next.
 */
final class IdempotencyHeader implements RequestKeys {

    static final String NAME = "Idempotency-Key";

    private static final String NUMBERS = CallNumbers.class.getName();

    @Override
    public Optional<CallKey> current(String place) {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return Optional.empty();
        }
        var values = Collections.list(attributes.getRequest().getHeaders(NAME));
        if (values.isEmpty()) {
            return Optional.empty();
        }
        var text = read(values);
        var numbers = numbers(attributes);
        int number = numbers.take(place);
        return Optional.of(new CallKey(place + "." + number, text, () -> numbers.leave(place, number)));
    }

    /** Made once, also where two calls of a request begin beside each other. */
    private static synchronized CallNumbers numbers(RequestAttributes request) {
        if (request.getAttribute(NUMBERS, RequestAttributes.SCOPE_REQUEST) instanceof CallNumbers numbers) {
            return numbers;
        }
        var numbers = new CallNumbers();
        request.setAttribute(NUMBERS, numbers, RequestAttributes.SCOPE_REQUEST);
        return numbers;
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
