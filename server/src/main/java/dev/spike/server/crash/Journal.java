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
 * line is one write, so a killed client leaves whole lines, but for the last, which counts as not written. Thread-safe.
 */
final class Journal implements AutoCloseable {

    private static final String SENT = "sent";
    private static final String ANSWERED = "answered";

    /** The last word of a line that is whole. */
    private static final String WHOLE = ".";

    /** A request and what it was told. */
    record Answered(Sent sent, Told told) {}

    private final FileChannel channel;

    private Journal(FileChannel channel) {
        this.channel = channel;
    }

    /** Begins a line of its own, so that a torn last line spoils nothing but itself. */
    static Journal appendTo(Path file) throws IOException {
        var journal = new Journal(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE));
        journal.write("");
        return journal;
    }

    void sent(Sent sent) {
        write(SENT + "\t" + String.join("\t", JournalLine.of(sent)) + "\t" + WHOLE);
    }

    void answered(Answered answered) {
        write(ANSWERED + "\t" + answered.sent().key() + "\t" + String.join("\t", JournalLine.of(answered.told())) + "\t"
                + WHOLE);
    }

    private synchronized void write(String line) {
        try {
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be written.", e);
        }
    }

    /** What stands in the file: all answers, and the requests that have none. */
    record Read(List<Answered> answered, Collection<Sent> unanswered) {

        int requests() {
            return answered.size() + unanswered.size();
        }
    }

    static Read read(Path file) throws IOException {
        Map<String, Sent> open = new LinkedHashMap<>();
        var answered = new ArrayList<Answered>();
        for (var line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            var words = List.of(line.split("\t", -1));
            if (!words.get(words.size() - 1).equals(WHOLE)) {
                continue;
            }
            if (words.get(0).equals(SENT)) {
                open.put(words.get(1), JournalLine.sent(words.subList(1, words.size())));
                continue;
            }
            var sent = open.remove(words.get(1));
            if (sent != null) {
                answered.add(new Answered(sent, JournalLine.told(sent.key(), words.subList(2, words.size()))));
            }
        }
        return new Read(answered, open.values());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
