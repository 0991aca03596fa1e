package dev.spike.server.replay;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a trace tells of a call, and the names that traces give it; case, spaces, {@code _} and {@code -} do not count. */
enum TraceColumn {
    TIMESTAMP("timestamp", "timestamp|time"),
    INPUT("input tokens", "contexttokens|inputtokens|prompttokens|inputlength"),
    OUTPUT("output tokens", "generatedtokens|outputtokens|completiontokens|outputlength"),
    CUSTOMER("customer", "customer");

    /** How a message tells what a trace must have. */
    static final String REQUIRED = "timestamp, input_tokens and output_tokens";

    private final String words;
    private final Pattern names;

    TraceColumn(String words, String names) {
        this.words = words;
        this.names = Pattern.compile(names);
    }

    static Optional<TraceColumn> named(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
        return Arrays.stream(values())
                .filter(column -> column.names.matcher(plain).matches())
                .findFirst();
    }

    boolean isRequired() {
        return this != CUSTOMER;
    }

    String words() {
        return words;
    }
}
