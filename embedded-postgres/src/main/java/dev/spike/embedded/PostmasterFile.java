package dev.spike.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file {@code postmaster.pid} in which a running server names itself: its process on the first line, its port on the
 * fourth, its shared memory on the seventh. After a kill it stays behind and names a process that is gone, or by now
 * somebody else's.
 */
record PostmasterFile(Path data, List<String> lines) {

    private static final String NAME = "postmaster.pid";
    private static final int PID = 0;
    private static final int PORT = 3;

    /** The file of the data folder, if there is one. One that was cut short while being written has few lines or none. */
    static Optional<PostmasterFile> of(Path data) throws IOException {
        try {
            return Optional.of(new PostmasterFile(data, Files.readAllLines(data.resolve(NAME))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    Optional<Long> pid() {
        return number(PID);
    }

    Optional<Cluster.Running> running() {
        return pid().flatMap(pid -> number(PORT).map(port -> new Cluster.Running(pid, Math.toIntExact(port))));
    }

    /** The process the file names, if it lives and is a server of this very folder. */
    Optional<ProcessHandle> server() {
        return pid().flatMap(ProcessHandle::of).filter(this::isServerOfThisFolder);
    }

    /**
     * Makes the file no obstacle to the next start, knowing that no server runs. PostgreSQL refuses while the process of
     * the first line lives, whoever that is, but passes over the one it was started by: so the line becomes this process.
     * The file is not simply removed, as its other lines let PostgreSQL check that the shared memory is out of use.
     */
    void disarm() throws IOException {
        if (pid().isEmpty()) {
            Files.deleteIfExists(data.resolve(NAME));
            return;
        }
        List<String> disarmed = new ArrayList<>(lines);
        disarmed.set(PID, Long.toString(ProcessHandle.current().pid()));
        Files.write(data.resolve(NAME), disarmed);
    }

    private boolean isServerOfThisFolder(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        boolean postgres = info.command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false); // a zombie has no command either
        return postgres
                && info.arguments()
                        .map(words -> List.of(words).contains(data.toString()))
                        .orElse(false);
    }

    private Optional<Long> number(int line) {
        if (line >= lines.size() || !lines.get(line).strip().matches("[0-9]{1,10}")) {
            return Optional.empty();
        }
        return Optional.of(Long.valueOf(lines.get(line).strip())).filter(number -> number > 0);
    }
}
