package dev.spike.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Properties;

/** The two passwords of a server: its superuser's, used only in here, and the application's. */
record Credentials(String superuserPassword, String applicationPassword) {

    static final String SUPERUSER = "postgres";
    static final String APPLICATION = "spike";
    static final String FILE = "spike.credentials";

    private static final int PASSWORD_BYTES = 24;

    static Credentials random() {
        return new Credentials(randomPassword(), randomPassword());
    }

    static Credentials read(Path folder) throws IOException {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(FILE))) {
            file.load(reader);
        }
        String superuser = file.getProperty(SUPERUSER);
        String application = file.getProperty(APPLICATION);
        if (superuser == null || application == null) {
            throw new IOException("a password is missing in " + folder.resolve(FILE));
        }
        return new Credentials(superuser, application);
    }

    /** Writes both to a file in the folder that only its owner may read, and waits for the disk. */
    void write(Path folder) throws IOException {
        Properties file = new Properties();
        file.setProperty(SUPERUSER, superuserPassword);
        file.setProperty(APPLICATION, applicationPassword);
        StringWriter text = new StringWriter();
        file.store(text, "passwords of this PostgreSQL, made when it was created");
        writePrivately(folder.resolve(FILE), text.toString());
    }

    static void writePrivately(Path path, String text) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        try (var channel = Files.newByteChannel(path, options, ownerOnly)) {
            channel.write(StandardCharsets.UTF_8.encode(text));
        }
    }

    /** Does not tell. */
    @Override
    public String toString() {
        return "Credentials";
    }

    private static String randomPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
