package dev.spike.embedded;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Where a database is and as whom to connect. The URL has neither user nor password in it. */
record Address(String url, String database, String user, String password) {

    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/?]*/)([^?]+)(\\?.*)?");

    static Address local(int port, String database, String user, String password) {
        return new Address("jdbc:postgresql://127.0.0.1:" + port + "/" + database, database, user, password);
    }

    /** The address in a JDBC URL that names its user and password. */
    static Address of(String url) {
        Matcher parts = URL.matcher(url);
        PGSimpleDataSource parsed = new PGSimpleDataSource();
        if (parts.matches()) {
            parsed.setURL(url);
        }
        String user = parsed.getUser();
        String password = parsed.getPassword();
        if (user == null || password == null) {
            throw new IllegalArgumentException(
                    "The database URL must name a host, a database, a user and a password, as in jdbc:postgresql://127.0.0.1:5432/postgres?user=tester&password=secret.");
        }
        String clean = parts.group(1) + parts.group(2) + withoutCredentials(parts.group(3));
        return new Address(clean, parts.group(2), user, password);
    }

    Address withDatabase(String other) {
        Matcher parts = URL.matcher(url);
        return new Address(parts.replaceFirst("$1" + other + "$3"), other, user, password);
    }

    PGSimpleDataSource dataSource() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(url);
        dataSource.setUser(user);
        dataSource.setPassword(password);
        return dataSource;
    }

    private static String withoutCredentials(@Nullable String parameters) {
        if (parameters == null) {
            return "";
        }
        String kept = Arrays.stream(parameters.substring(1).split("&", -1))
                .filter(parameter -> !parameter.startsWith("user=") && !parameter.startsWith("password="))
                .collect(Collectors.joining("&"));
        return kept.isEmpty() ? "" : "?" + kept;
    }

    /** Does not tell the password. */
    @Override
    public String toString() {
        return url + " as " + user;
    }
}
