package dev.spike.server.shop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How work that is to be killed is started in a process of its own.
 *
 * @param command to which the first part of the work is added as {@code --first N}
 * @param environment besides that of this process
 */
public record LoadProcess(List<String> command, Map<String, String> environment) {

    public LoadProcess {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    Process start(int first) throws IOException {
        var arguments = new ArrayList<>(command);
        arguments.add("--first");
        arguments.add(Integer.toString(first));
        var builder = new ProcessBuilder(arguments).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return builder.start();
    }
}
