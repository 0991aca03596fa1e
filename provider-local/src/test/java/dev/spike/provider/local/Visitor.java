package dev.spike.provider.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A browser that follows no redirect. */
final class Visitor {

    private static final Pattern FORM = Pattern.compile("name=\"form\" value=\"([a-z0-9]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();

    HttpResponse<String> get(URI page) {
        return send(HttpRequest.newBuilder(page).GET());
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("The page did not answer.", e);
        }
    }

    HttpResponse<String> post(URI page, String type, String body) {
        return send(HttpRequest.newBuilder(page).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> post(URI page, String body) {
        return post(page, "application/x-www-form-urlencoded", body);
    }

    /** The token of the page's form. */
    static String form(HttpResponse<String> page) {
        var form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new AssertionError("The page has no form.");
        }
        return form.group(1);
    }

    /** Opens the page and clicks on the button. */
    HttpResponse<String> click(URI page, String action, String card) {
        return click(get(page), action, card);
    }

    /** Sends the form of the page that was opened; a page without one is the answer itself. */
    HttpResponse<String> click(HttpResponse<String> page, String action, String card) {
        return page.statusCode() == HttpURLConnection.HTTP_OK
                ? post(
                        page.uri(),
                        "form=" + form(page) + "&action=" + action + "&card="
                                + URLEncoder.encode(card, StandardCharsets.UTF_8))
                : page;
    }
}
