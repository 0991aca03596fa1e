package dev.spike.server.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client asked and what it was told, in a file of its own: a line before each request and one after its answer. A
 * line is one write, so a killed client leaves whole lines, but for the last. Thread-safe.
 */
final class Journal implements AutoCloseable {

    /** A request, as it can be made again; the expiry of what is added is empty for never. */
    record Sent(String key, String account, String verb, long amount, String expiresAt) {}

    /** An answer: {@code accepted} or {@code declined}. */
    record Answered(Sent sent, String outcome) {}

    private final FileChannel channel;

    private Journal(FileChannel channel) {
        this.channel = channel;
    }

    static Journal appendTo(Path file) throws IOException {
        return new Journal(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE));
    }

    void sent(Sent sent) {
        write(String.join(
                "\t",
                "sent",
                sent.key(),
                sent.account(),
                sent.verb(),
                Long.toString(sent.amount()),
                sent.expiresAt(),
                "."));
    }

    void answered(Sent sent, String outcome) {
        write(String.join("\t", "answered", sent.key(), outcome));
    }

    private synchronized void write(String line) {
        try {
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be written.", e);
        }
    }

    /** What stands in the file: all answers, and the requests that have none. */
    record Read(List<Answered> answered, Collection<Sent> unanswered) {}

    static Read read(Path file) throws IOException {
        Map<String, Sent> open = new LinkedHashMap<>();
        var answered = new ArrayList<Answered>();
        for (var line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            var parts = line.split("\t", -1);
            if (parts.length == 7 && parts[0].equals("sent")) {
                open.put(parts[1], new Sent(parts[1], parts[2], parts[3], Long.parseLong(parts[4]), parts[5]));
            } else if (parts.length == 3 && List.of("accepted", "declined").contains(parts[2])) {
                var sent = open.remove(parts[1]);
                if (sent != null) {
                    answered.add(new Answered(sent, parts[2]));
                }
            }
        }
        return new Read(answered, open.values());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
