package dev.spike.server.replay;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, plain or gzip (told by its first two bytes), one at a time, with the digest of the content read so
 * far. Content means what stands in the file before compression. Holds one line. Not thread-safe.
 */
final class TraceLines implements Closeable {

    /** No line of a real trace is near it; a longer one is damage, or no text. */
    static final int LINE_BYTES_MAX = 1 << 20;

    /** Ends a file that unpacks without end. The largest hour we know of is under 2 MiB. */
    static final long CONTENT_BYTES_MAX = 4L << 30;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream content;
    private final MessageDigest digest;
    private final byte[] block = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private int position;
    private int length;
    private long bytes;
    private long number;
    private boolean ended;

    private TraceLines(InputStream content) {
        this.content = content;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256; this one does not", impossible);
        }
    }

    static TraceLines open(Path file) throws IOException {
        InputStream stored = Files.newInputStream(file);
        try {
            PushbackInputStream peeked = new PushbackInputStream(stored, 2);
            byte[] magic = peeked.readNBytes(2);
            peeked.unread(magic);
            boolean packed = magic.length == 2 && magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b;
            return new TraceLines(packed ? new GZIPInputStream(peeked, 1 << 16) : peeked);
        } catch (IOException | RuntimeException failure) {
            stored.close();
            throw failure;
        }
    }

    /** The next line without its line feed, or null after the last. After a damaged line the next one can be read. */
    @Nullable
    String next() throws IOException, DamagedRowException {
        if (ended) {
            return null;
        }
        number++;
        line.reset();
        boolean fits = true;
        int next;
        while ((next = read()) >= 0 && next != '\n') {
            fits = fits && line.size() < LINE_BYTES_MAX;
            if (fits) {
                line.write(next);
            }
        }
        if (next < 0) {
            ended = true;
            if (line.size() == 0) {
                return null;
            }
        }
        if (!fits) {
            throw new DamagedRowException("is longer than " + LINE_BYTES_MAX + " bytes");
        }
        return text();
    }

    /** The number of the line that {@link #next} gave last, from 1. */
    long number() {
        return number;
    }

    /** SHA-256 of the content, in lower-case hexadecimal; of the whole of it once {@link #next} gave null. */
    String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    private int read() throws IOException, DamagedRowException {
        if (position == length && !fill()) {
            return -1;
        }
        return block[position++] & 0xff;
    }

    private boolean fill() throws IOException, DamagedRowException {
        position = 0;
        length = 0;
        try {
            length = Math.max(content.read(block), 0);
        } catch (EOFException | ZipException damage) {
            ended = true; // what stands of the line may lack its last digits, so it is no line
            throw new DamagedRowException("is where the compressed data ends early or is damaged");
        }
        digest.update(block, 0, length);
        bytes += length;
        if (bytes > CONTENT_BYTES_MAX) {
            throw new IOException("it holds more than " + (CONTENT_BYTES_MAX >> 30) + " GiB");
        }
        return length > 0;
    }

    private String text() throws DamagedRowException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
            return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException broken) {
            throw new DamagedRowException("is not UTF-8");
        }
    }
}
