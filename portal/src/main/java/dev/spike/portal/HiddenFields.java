package dev.spike.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;

/** What the application wants back with every form, such as the token of its own protection against forged requests. */
@FunctionalInterface
public interface HiddenFields {

    /** Names and values for the forms of the page that answers the request. */
    Map<String, String> of(HttpServletRequest request);

    /** Nothing. */
    static HiddenFields none() {
        return request -> Map.of();
    }
}
