package dev.spike.billing.postgres;

import static java.util.Objects.requireNonNullElse;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Delivery;
import dev.spike.billing.provider.ProviderEvent;
import dev.spike.billing.provider.RawWebhook;
import dev.spike.billing.provider.Refusal;
import dev.spike.billing.provider.Verification;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the fake provider tells: signed as real ones do, and kept to be asked for. An event's body is its id and no more. */
final class FakeDeliveries {

    static final String SECRET = "whsec_right";

    static final String SIGNATURE = "Fake-Signature";

    private static final Duration FRESH = Duration.ofMinutes(5);

    private final List<Delivery> sent = new ArrayList<>();
    private final Map<String, ProviderEvent> events = new HashMap<>();
    private final Set<String> broken = new HashSet<>();

    /** Something that has happened, told under the next id. */
    synchronized Delivery tell(ProviderEvent event) {
        return tell("evt_" + (sent.size() + 1), event);
    }

    synchronized Delivery tell(String id, ProviderEvent event) {
        var delivery = new Delivery(id, event.getClass().getSimpleName(), "{\"id\": \"" + id + "\"}");
        sent.add(delivery);
        events.put(id, event);
        return delivery;
    }

    /** Reading that one fails as code does that is not there. */
    synchronized void breakReading(String id) {
        broken.add(id);
    }

    /** The provider keeps nothing older than that one. */
    synchronized void forgetBefore(String id) {
        while (!sent.get(0).id().equals(id)) {
            sent.remove(0);
        }
    }

    static RawWebhook webhook(Delivery delivery, Instant at) {
        return webhook(body(delivery).getBytes(StandardCharsets.UTF_8), SECRET, at);
    }

    static String body(Delivery delivery) {
        return delivery.type() + "\n" + delivery.body();
    }

    static RawWebhook webhook(byte[] body, String secret, Instant at) {
        var signature = at.getEpochSecond() + "," + signature(secret, at.getEpochSecond(), body);
        return new RawWebhook(body, Map.of(SIGNATURE, List.of(signature)));
    }

    private static String signature(String secret, long second, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((second + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot sign.", e);
        }
    }

    Verification verify(RawWebhook webhook, Instant now) {
        var signed = webhook.header(SIGNATURE).map(text -> text.split(",", 2)).orElse(new String[0]);
        if (signed.length != 2 || !signed[0].matches("\\d{1,18}")) {
            return new Verification.Rejected(Verification.Reason.UNSIGNED);
        }
        long second = Long.parseLong(signed[0]);
        if (Duration.between(Instant.ofEpochSecond(second), now).abs().compareTo(FRESH) > 0) {
            return new Verification.Rejected(Verification.Reason.STALE);
        }
        if (!signature(SECRET, second, webhook.body()).equals(signed[1])) {
            return new Verification.Rejected(Verification.Reason.BAD_SIGNATURE);
        }
        var parts = new String(webhook.body(), StandardCharsets.UTF_8).split("\n\\{\"id\": \"", 2);
        return parts.length == 2 && parts[1].endsWith("\"}")
                ? new Verification.Verified(
                        new Delivery(parts[1].substring(0, parts[1].length() - 2), parts[0], "{\"id\": \"" + parts[1]))
                : new Verification.Rejected(Verification.Reason.UNREADABLE);
    }

    synchronized ProviderEvent read(Delivery delivery) {
        if (broken.contains(delivery.id())) {
            throw new NoClassDefFoundError("provider/Event");
        }
        return requireNonNullElse(
                events.get(delivery.id()), new ProviderEvent.Irrelevant(Instant.EPOCH, delivery.type()));
    }

    synchronized Answer<List<Delivery>> after(String after, int limit) {
        int from = 0;
        if (!after.isEmpty()) {
            from = sent.stream().map(Delivery::id).toList().indexOf(after) + 1;
            if (from == 0) {
                return Answer.refused(Refusal.NOT_FOUND, "It is no longer kept.");
            }
        }
        return Answer.done(List.copyOf(sent.subList(from, Math.min(sent.size(), from + limit))));
    }
}
