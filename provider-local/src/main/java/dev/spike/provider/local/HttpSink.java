package dev.spike.provider.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Posts webhooks to an address. No redirect is followed, and the answer's body is not read. Thread-safe. */
public final class HttpSink implements WebhookSink {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int OK = 200;
    private static final int REDIRECT = 300;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI address;

    private HttpSink(URI address) {
        this.address = address;
    }

    public static HttpSink to(URI address) {
        return new HttpSink(address);
    }

    @Override
    public boolean accepts(SignedWebhook webhook) {
        var request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(webhook.body()));
        webhook.headers().forEach(request::header);
        try {
            int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
            return status >= OK && status < REDIRECT;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
