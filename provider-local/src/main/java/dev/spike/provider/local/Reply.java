package dev.spike.provider.local;

import java.net.HttpURLConnection;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back to the browser. */
record Reply(int status, String html, Map<String, String> headers) {

    static Reply page(int status, String html, URI... targets) {
        return new Reply(status, html, headers(targets));
    }

    static Reply redirect(URI to) {
        var headers = headers(new URI[0]);
        headers.put("Location", to.toASCIIString()); // a header has no other letters
        return new Reply(HttpURLConnection.HTTP_SEE_OTHER, "", headers);
    }

    static Reply notFound() {
        return message(HttpURLConnection.HTTP_NOT_FOUND, "There is no such page.");
    }

    static Reply notAllowed() {
        var reply = message(HttpURLConnection.HTTP_BAD_METHOD, "A page is read or its form is sent.");
        reply.headers().put("Allow", "GET, HEAD, POST");
        return reply;
    }

    static Reply badForm() {
        return message(HttpURLConnection.HTTP_BAD_REQUEST, "This is not the page's form; open the page again.");
    }

    static Reply failed() {
        return message(
                HttpURLConnection.HTTP_INTERNAL_ERROR,
                "This did not work. Open the page again: what was paid is not paid twice.");
    }

    private static Reply message(int status, String sentence) {
        return page(status, CheckoutHtml.message(sentence));
    }

    /** Where a form leads on, by redirect, must be allowed as its target too. */
    private static Map<String, String> headers(URI... targets) {
        var forms = new StringBuilder("'self'");
        for (var target : targets) {
            forms.append(' ').append(target.getScheme()).append("://").append(target.getRawAuthority());
        }
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "text/html; charset=utf-8");
        headers.put(
                "Content-Security-Policy",
                "default-src 'none'; style-src '" + CheckoutHtml.STYLE_HASH + "'; form-action " + forms
                        + "; base-uri 'none'; frame-ancestors 'none'");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cache-Control", "no-store");
        return headers;
    }
}
