package dev.spike.server;

import dev.spike.embedded.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;

/** What a command said, and with which status it ended. */
record Answer(int status, String out, String err) {

    static Answer to(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = SpikeCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Answer(status, out.toString(), err.toString());
    }

    /** The same with a database that the user names. */
    static Answer on(TestDatabase database, String... arguments) {
        var url = database.url() + (database.url().contains("?") ? "&" : "?") + "password=" + database.password();
        return to(Stream.concat(
                        Stream.of(arguments), Stream.of("--database-url", url, "--database-user", database.user()))
                .toArray(String[]::new));
    }
}
