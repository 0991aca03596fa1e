package dev.spike.portal;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Somebody with a browser that knows no scripts. */
record Guest(Shop shop, String visitor, Map<String, String> headers) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static Guest of(Shop shop, String visitor) {
        return new Guest(shop, visitor, Map.of("Accept-Language", "en-GB"));
    }

    Guest with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new Guest(shop, visitor, more);
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(shop.address(path)).GET());
    }

    /** Sends a form as the owner's own page would. */
    HttpResponse<String> post(String path, Map<String, String> form) {
        var fields = new TreeMap<>(form);
        fields.putIfAbsent(
                Door.OWNER_FIELD,
                Shop.visitor(visitor.isEmpty() ? "nobody" : visitor)
                        .owners()
                        .get(0)
                        .mark());
        return send(form(path, fields).header("Sec-Fetch-Site", "same-origin"));
    }

    HttpRequest.Builder form(String path, Map<String, String> fields) {
        return HttpRequest.newBuilder(shop.address(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(fields)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        headers.forEach(request::setHeader);
        if (!visitor.isEmpty()) {
            request.setHeader("Cookie", Shop.VISITOR + "=" + visitor + cookies());
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private String cookies() {
        var more = headers.get("Cookie");
        return more == null ? "" : "; " + more;
    }

    static URI location(HttpResponse<?> response) {
        return URI.create(response.headers().firstValue("Location").orElseThrow());
    }

    /** As it stands in a form, or behind the question mark of an address. */
    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
