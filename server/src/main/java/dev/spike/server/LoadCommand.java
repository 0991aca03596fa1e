package dev.spike.server;

import dev.spike.server.shop.LoadProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a command of ours is started in another process, to be killed there. */
final class LoadCommand {

    private LoadCommand() {}

    /**
     * @param options of the JVM, besides those that all have
     * @param arguments the command's name, and what it is called with
     */
    static LoadProcess on(OpenDatabase.Reached database, List<String> options, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), SpikeCommand.class.getName()));
        command.addAll(List.of(arguments));
        return new LoadProcess(
                command, ExternalDatabase.environment(database.url(), database.user(), database.password()));
    }
}
