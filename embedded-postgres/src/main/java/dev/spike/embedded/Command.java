package dev.spike.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a program answered: its exit status, and its output and errors as one text. */
record Command(int status, String output) {

    /** Runs to the end. PostgreSQL's own environment variables do not reach the program: the caller says everything. */
    static Command run(List<String> prefix, List<String> words) throws IOException {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.directory(Path.of("/").toFile()); // an own working folder that vanished or is closed is no obstacle
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Command(exitValueOf(process), output.strip());
    }

    boolean succeeded() {
        return status == 0;
    }

    /** Waits on this thread; whoever interrupts it is heard after the program has ended, which it does by itself. */
    private static int exitValueOf(Process process) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
