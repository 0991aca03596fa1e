package dev.spike.provider.local;

import dev.spike.billing.provider.RawWebhook;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A message on its way, signed as Standard Webhooks says.
 *
 * @param timestamp the second of this attempt, since 1970
 * @param signature one {@code v1,} signature by each secret, parted by blanks
 */
public record SignedWebhook(String id, String timestamp, String signature, String body) {

    /** The three headers of the scheme. */
    public Map<String, String> headers() {
        return Map.of(Signing.ID, id, Signing.TIMESTAMP, timestamp, Signing.SIGNATURE, signature);
    }

    /** As it arrives. */
    public RawWebhook raw() {
        return new RawWebhook(
                body.getBytes(StandardCharsets.UTF_8),
                Map.of(
                        Signing.ID,
                        List.of(id),
                        Signing.TIMESTAMP,
                        List.of(timestamp),
                        Signing.SIGNATURE,
                        List.of(signature)));
    }
}
