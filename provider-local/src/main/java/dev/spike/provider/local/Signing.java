package dev.spike.provider.local;

import dev.spike.billing.provider.Delivery;
import dev.spike.billing.provider.RawWebhook;
import dev.spike.billing.provider.Verification;
import dev.spike.billing.provider.Verification.Reason;
import dev.spike.billing.provider.Verification.Rejected;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Standard Webhooks (standardwebhooks.com, version 1): HMAC-SHA256 over id, timestamp and body, in three headers. During a
 * rotation every secret signs, and one match is enough. Thread-safe.
 */
final class Signing {

    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    private static final String SECRET_PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int SECRET_BYTES_MIN = 24;
    private static final int SECRET_BYTES_MAX = 64;
    private static final int ID_MAX = 255;

    /** Some eighty signatures; each costs a comparison. */
    private static final int SIGNATURES_MAX = 4_000;

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final List<SecretKeySpec> secrets;

    private Signing(List<SecretKeySpec> secrets) {
        this.secrets = secrets;
    }

    static Signing with(List<String> secrets) {
        return new Signing(secrets.stream().map(Signing::key).toList());
    }

    private static SecretKeySpec key(String secret) {
        var encoded = secret.startsWith(SECRET_PREFIX) ? secret.substring(SECRET_PREFIX.length()) : secret;
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("A webhook secret is not base64; write it as whsec_ and base64.", e);
        }
        if (bytes.length < SECRET_BYTES_MIN || bytes.length > SECRET_BYTES_MAX) {
            throw new IllegalArgumentException("A webhook secret has " + bytes.length + " bytes; it must have "
                    + SECRET_BYTES_MIN + " to " + SECRET_BYTES_MAX + ".");
        }
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    static String newSecret() {
        var bytes = new byte[SECRET_BYTES_MIN];
        new SecureRandom().nextBytes(bytes);
        return SECRET_PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    SignedWebhook sign(String id, Instant at, String body) {
        var timestamp = String.valueOf(at.getEpochSecond());
        return new SignedWebhook(id, timestamp, signature(id, timestamp, body.getBytes(StandardCharsets.UTF_8)), body);
    }

    /** The header: a signature by each secret. */
    String signature(String id, String timestamp, byte[] body) {
        return signatures(id, timestamp, body).stream().map(VERSION::concat).collect(Collectors.joining(" "));
    }

    private List<String> signatures(String id, String timestamp, byte[] body) {
        var signatures = new ArrayList<String>();
        for (var secret : secrets) {
            try {
                var mac = Mac.getInstance(secret.getAlgorithm());
                mac.init(secret);
                mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
                signatures.add(Base64.getEncoder().encodeToString(mac.doFinal(body)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("This Java has no HmacSHA256, which every Java must have.", e);
            }
        }
        return signatures;
    }

    Verification verify(RawWebhook webhook, Instant now) {
        if (webhook.size() > Verification.BODY_BYTES_MAX) {
            return new Rejected(Reason.TOO_LARGE);
        }
        var id = webhook.header(ID).filter(value -> !value.isBlank() && value.length() <= ID_MAX);
        var body = webhook.body();
        var rejected = rejected(webhook, id, body, now);
        if (rejected.isPresent()) {
            return new Rejected(rejected.get());
        }
        var text = text(body);
        var type = text.flatMap(EventReader::typeOf);
        return type.isEmpty()
                ? new Rejected(Reason.UNREADABLE)
                : new Verification.Verified(new Delivery(id.orElseThrow(), type.get(), text.orElseThrow()));
    }

    /** What is wrong with the headers, or with the bytes that they sign; in the order of {@link Reason}. */
    Optional<Reason> rejected(RawWebhook webhook, Optional<String> id, byte[] body, Instant now) {
        var timestamp =
                webhook.header(TIMESTAMP).filter(value -> SECONDS.matcher(value).matches());
        var signature = webhook.header(SIGNATURE).filter(value -> value.length() <= SIGNATURES_MAX);
        if (id.isEmpty() || timestamp.isEmpty() || signature.isEmpty()) {
            return Optional.of(Reason.UNSIGNED);
        }
        var at = Instant.ofEpochSecond(Long.parseLong(timestamp.get()));
        if (Duration.between(at, now).abs().compareTo(TOLERANCE) > 0) {
            return Optional.of(Reason.STALE);
        }
        var good = signatures(id.get(), timestamp.get(), body);
        return matches(good, signature.get()) ? Optional.empty() : Optional.of(Reason.BAD_SIGNATURE);
    }

    /** Whether one is among the good ones. Compared as text and in constant time: base64 has several ways to write one value. */
    private static boolean matches(List<String> good, String header) {
        return Arrays.stream(header.split(" ", -1))
                .filter(entry -> entry.startsWith(VERSION))
                .map(entry -> entry.substring(VERSION.length()).getBytes(StandardCharsets.UTF_8))
                .anyMatch(given -> good.stream()
                        .anyMatch(one -> MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), given)));
    }

    private static Optional<String> text(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
