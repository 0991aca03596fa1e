package dev.spike.examples;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What somebody's browser does: keeps cookies, follows redirects, sends forms with their hidden fields. */
final class Browser {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(Redirect.ALWAYS)
            .build();
    private HttpResponse<String> page;

    Browser(URI address) {
        this.page = send(http, HttpRequest.newBuilder(address));
    }

    /** The page that is open. */
    HttpResponse<String> page() {
        return page;
    }

    String open(String address) {
        page = send(http, HttpRequest.newBuilder(page.uri().resolve(address)));
        return page.body();
    }

    /** Sends a form of the open page to itself. */
    String submit(Map<String, String> typed) {
        return submit(page.uri().toString(), typed);
    }

    /** Sends a form of the open page, with its hidden fields; the answer is the open page then. */
    String submit(String address, Map<String, String> typed) {
        var fields = new TreeMap<>(typed);
        HIDDEN.matcher(page.body()).results().forEach(field -> fields.put(field.group(1), field.group(2)));
        page = send(http, form(page.uri().resolve(address), fields));
        return page.body();
    }

    static HttpRequest.Builder form(URI address, Map<String, String> fields) {
        var body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("There is no answer.", e);
        }
    }
}
