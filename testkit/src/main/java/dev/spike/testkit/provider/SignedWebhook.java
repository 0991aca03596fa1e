package dev.spike.testkit.provider;

import dev.spike.billing.provider.RawWebhook;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A webhook that can be tampered with.
 *
 * @param body ISO 8859-1, so that every byte is a character
 * @param headers all that the signature needs, and nothing else
 */
public record SignedWebhook(String body, Map<String, String> headers) {

    private static final int BITS_OF_BYTE = 8;

    /** The highest bit makes a character no header can have. */
    private static final int BITS_OF_HEADER = 7;

    public SignedWebhook {
        headers = Map.copyOf(headers);
    }

    public static SignedWebhook of(byte[] body, Map<String, String> headers) {
        return new SignedWebhook(new String(body, StandardCharsets.ISO_8859_1), headers);
    }

    RawWebhook raw() {
        return raw(headerLists());
    }

    private RawWebhook raw(Map<String, List<String>> lists) {
        return new RawWebhook(body.getBytes(StandardCharsets.ISO_8859_1), lists);
    }

    private Map<String, List<String>> headerLists() {
        var lists = new TreeMap<String, List<String>>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return lists;
    }

    RawWebhook withBody(byte[] other) {
        return of(other, headers).raw();
    }

    /** Every webhook that differs in one bit of the body. */
    Stream<RawWebhook> withOneBitOfTheBodyChanged() {
        return changed(body, BITS_OF_BYTE).stream().map(other -> new SignedWebhook(other, headers).raw());
    }

    /** Every webhook that differs in one bit of a header. */
    Stream<RawWebhook> withOneBitOfAHeaderChanged() {
        return headers.keySet().stream()
                .flatMap(name -> changed(headers.getOrDefault(name, ""), BITS_OF_HEADER).stream()
                        .map(value -> with(name, List.of(value))));
    }

    private static List<String> changed(String text, int bits) {
        var all = new ArrayList<String>();
        for (int bit = 0; bit < text.length() * bits; bit++) {
            int place = bit / bits;
            char other = (char) (text.charAt(place) ^ 1 << bit % bits);
            all.add(text.substring(0, place) + other + text.substring(place + 1));
        }
        return all;
    }

    /** Every webhook that lacks one header. */
    Stream<RawWebhook> withoutAHeader() {
        return headers.keySet().stream().map(name -> with(name, List.of()));
    }

    /** Every webhook that has one header twice. */
    Stream<RawWebhook> withAHeaderTwice() {
        return headers.entrySet().stream()
                .map(header -> with(header.getKey(), List.of(header.getValue(), header.getValue())));
    }

    private RawWebhook with(String header, List<String> values) {
        var lists = headerLists();
        lists.put(header, values);
        return raw(lists);
    }
}
