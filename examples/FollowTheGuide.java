import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Follows docs/five-minutes.md word by word in an empty folder and says how long it took; by hand, with port 8080 free:
 *
 * <pre>java examples/FollowTheGuide.java FOLDER</pre>
 *
 * Where it says mvn, the repository's mvnw is run. The libraries are installed below the folder, so that your own Maven repository stays as it is.
 */
class FollowTheGuide {

    static final Pattern FILE = Pattern.compile("<!-- file: (\\S+) -->\n```\\w+\n(.*?)```", Pattern.DOTALL);
    static final Pattern COMMAND = Pattern.compile("<!-- run: (\\w+) -->\n```sh\n(.*?)```(?:\n\n```json\n(.*?)```)?", Pattern.DOTALL);

    static long began = System.nanoTime();

    public static void main(String[] args) throws Exception {
        var repository = Path.of("").toAbsolutePath();
        var folder = Files.createDirectories(Path.of(args[0])).toAbsolutePath();
        var empty = Files.createDirectory(folder.resolve("app"));
        var guide = Files.readString(repository.resolve("docs/five-minutes.md"));

        var commands = COMMAND.matcher(guide).results().toList();
        finished(shell(folder, repository, commands.get(0).group(2)));
        say("the libraries are installed; the five minutes begin");

        began = System.nanoTime();
        for (var file : FILE.matcher(guide).results().toList()) {
            var path = empty.resolve(file.group(1));
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.group(2));
        }
        say("the files are written");

        var application = shell(folder, empty, "exec " + commands.get(1).group(2).replace("mvn ", repository.resolve("mvnw") + " "));
        try {
            for (var line = ""; !line.contains("Started Application"); line = application.inputReader().readLine()) {
                if (line == null) {
                    throw new IllegalStateException("The application did not start.");
                }
                System.out.println(line);
            }
            say("the application runs");
            for (var call : commands.subList(2, commands.size())) {
                var curl = shell(folder, empty, call.group(2));
                var answer = new String(curl.getInputStream().readAllBytes());
                say(call.group(2).strip() + "\n" + answer);
                if (!answer.replaceAll("\\s", "").endsWith(call.group(3).replaceAll("\\s", ""))) {
                    throw new IllegalStateException("The guide promises: " + call.group(3));
                }
            }
        } finally {
            application.descendants().forEach(ProcessHandle::destroy);
            application.destroy();
            application.waitFor();
        }
        say("all is as the guide says");
    }

    static Process shell(Path folder, Path where, String command) throws IOException {
        var process = new ProcessBuilder("sh", "-c", command).directory(where.toFile());
        process.environment()
                .put(
                        "MAVEN_ARGS",
                        "-B -Dmaven.repo.local=" + folder.resolve("libraries") + " -Dmaven.repo.local.tail="
                                + System.getProperty("user.home") + "/.m2/repository "
                                + System.getenv().getOrDefault("MAVEN_ARGS", ""));
        return process.redirectErrorStream(true).start();
    }

    static void finished(Process process) throws Exception {
        process.getInputStream().transferTo(System.out);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("That failed.");
        }
    }

    static void say(String what) {
        System.out.printf("%n%5.1f s  %s%n", (System.nanoTime() - began) / 1e9, what);
    }
}
