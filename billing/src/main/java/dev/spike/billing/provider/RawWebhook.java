package dev.spike.billing.provider;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A request as it came, byte for byte: nothing in it is to be believed before it is verified. Immutable. */
public final class RawWebhook {

    private final byte[] body;
    private final Map<String, List<String>> headers;

    /** @param headers by name, in any case */
    public RawWebhook(byte[] body, Map<String, List<String>> headers) {
        this.body = body.clone();
        this.headers = headers.entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> List.copyOf(header.getValue()),
                        (one, other) -> one,
                        TreeMap::new));
    }

    /** A copy of the bytes. */
    public byte[] body() {
        return body.clone();
    }

    public int size() {
        return body.length;
    }

    /** The header's only value; none when it is missing or there are several. */
    public Optional<String> header(String name) {
        var values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
