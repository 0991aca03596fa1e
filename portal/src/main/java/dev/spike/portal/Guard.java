package dev.spike.portal;

import org.springframework.http.CacheControl;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The headers by which a browser keeps the pages to themselves: no foreign script, no frame, no copy left behind. Other hosts are
 * told no address; this one is, as a browser that may tell nobody sends its forms with the {@code Origin} null.
 */
final class Guard {

    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private Guard() {}

    static <B extends ServerResponse.HeadersBuilder<B>> B onto(B response) {
        return response.cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "same-origin");
    }
}
