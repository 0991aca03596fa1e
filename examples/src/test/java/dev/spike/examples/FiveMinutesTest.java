package dev.spike.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the five-minute guide shows is what runs, and as short as it says. */
class FiveMinutesTest {

    private static final Path CODE = Path.of("five-minutes");
    private static final Pattern FILE = Pattern.compile("<!-- file: (\\S+) -->\n```\\w+\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile(
            "```sh\ncurl -X POST '?localhost:8080([^'\n]+)'?\n```\n\n```json\n(.*?)\n```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void the_guide_shows_the_files_that_are_tested() throws IOException {
        var shown = FILE.matcher(guide()).results().toList();

        assertThat(shown).hasSize(3);
        for (var file : shown) {
            assertThat(CODE.resolve(file.group(1))).hasContent(file.group(2));
        }
    }

    @ParameterizedTest
    @CsvSource({"src/main/resources/application.yml, 10", "src/main/java/guide/Application.java, 15"})
    void it_takes_no_more_lines(Path file, int most) throws IOException {
        var lines = Files.readAllLines(CODE.resolve(file)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("import ") && !line.startsWith("package "));

        assertThat(lines).hasSizeLessThanOrEqualTo(most);
    }

    @Test
    void the_readme_begins_with_its_code() throws IOException {
        var readme = Files.readString(Path.of("../README.md"));

        assertThat(readme).contains(Files.readString(CODE.resolve("src/main/resources/application.yml")));
        assertThat(readme).contains(body(Files.readString(CODE.resolve("src/main/java/guide/Application.java"))));
    }

    @Test
    void its_application_answers_as_it_says() throws IOException, InterruptedException {
        var calls = CALL.matcher(guide()).results().toList();
        assertThat(calls).hasSize(2);
        compile();

        var application = start();
        try {
            int port = portOf(application);
            for (var call : calls) {
                assertThat(post("http://localhost:" + port + call.group(1))).isEqualToIgnoringWhitespace(call.group(2));
            }
        } finally {
            application.destroy();
            application.waitFor();
        }
    }

    private static String guide() throws IOException {
        return Files.readString(Path.of("../docs/five-minutes.md"));
    }

    /** All but package and imports. */
    private static String body(String code) {
        return code.substring(code.indexOf("@SpringBootApplication"));
    }

    private void compile() throws IOException {
        Files.copy(CODE.resolve("src/main/resources/application.yml"), folder.resolve("application.yml"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-parameters",
                        "-proc:none",
                        "-d",
                        folder.toString(),
                        "-cp",
                        libraries(),
                        CODE.resolve("src/main/java/guide/Application.java").toString());
        assertThat(failed).isZero();
    }

    /** What the guide's pom brings: this module's libraries without those that it does not name. */
    private static String libraries() {
        var own = Path.of("target").toAbsolutePath();
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> !entry.startsWith(own))
                .filter(entry -> Stream.of("security", "thymeleaf", "boot-flyway")
                        .noneMatch(entry.getFileName().toString()::contains))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Process start() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classes = folder + File.pathSeparator + libraries();
        return new ProcessBuilder(java, "-Duser.language=en", "-cp", classes, "guide.Application", "--server.port=0")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static int portOf(Process application) throws IOException {
        var said = new StringBuilder();
        var started = Pattern.compile("Tomcat started on port (\\d+)");
        for (var line = application.inputReader().readLine();
                line != null;
                line = application.inputReader().readLine()) {
            said.append(line).append('\n');
            var port = started.matcher(line);
            if (port.find()) {
                return Integer.parseInt(port.group(1));
            }
        }
        throw new AssertionError("The application of the guide did not start:\n" + said);
    }

    private static String post(String address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address)).POST(BodyPublishers.noBody());
        return Browser.send(HttpClient.newHttpClient(), request).body();
    }
}
