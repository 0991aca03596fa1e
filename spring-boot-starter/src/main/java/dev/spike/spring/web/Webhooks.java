package dev.spike.spring.web;

import dev.spike.billing.Billing;
import dev.spike.billing.BillingException;
import dev.spike.billing.Received;
import dev.spike.billing.provider.RawWebhook;
import dev.spike.billing.provider.Verification;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Takes webhooks: 200 when it is in the inbox, committed; 400 when it is not the provider's, and 413 when it is too large to be;
 * 503 when it could not be kept, so that the provider sends it again. Thread-safe.
 */
final class Webhooks {

    /** One more than may be, so that what is larger is seen to be. */
    private static final int BYTES_READ_MAX = Verification.BODY_BYTES_MAX + 1;

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

    private final Billing billing;

    Webhooks(Billing billing) {
        this.billing = billing;
    }

    ServerResponse receive(ServerRequest request) throws IOException {
        if (!request.pathVariable("provider")
                .equals(billing.catalogue().settings().provider())) {
            return ServerResponse.notFound().build();
        }
        var body = request.servletRequest().getInputStream().readNBytes(BYTES_READ_MAX);
        try {
            return billing.receive(new RawWebhook(body, headers(request)))
                    .fold(
                            stored -> ServerResponse.ok().build(),
                            duplicate -> ServerResponse.ok().build(),
                            Webhooks::rejected);
        } catch (BillingException e) {
            LOG.error("A webhook could not be kept; the provider is told to send it again", e);
            return ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE).build();
        }
    }

    private static Map<String, List<String>> headers(ServerRequest request) {
        var headers = new HashMap<String, List<String>>();
        request.headers().asHttpHeaders().forEach(headers::put);
        return headers;
    }

    private static ServerResponse rejected(Received.Rejected rejected) {
        var status = rejected.reason() == Verification.Reason.TOO_LARGE
                ? HttpStatus.CONTENT_TOO_LARGE
                : HttpStatus.BAD_REQUEST;
        return ServerResponse.status(status)
                .contentType(MediaType.TEXT_PLAIN)
                .body(rejected.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
