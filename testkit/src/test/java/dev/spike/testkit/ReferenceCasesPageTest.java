package dev.spike.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on the reference's cases names a test that exists, or a reason, for each of them. */
class ReferenceCasesPageTest {

    private static final Path PAGE = Path.of("../docs/reference-cases.md");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z]\\d\\d[a-z]?) \\| ([^|]*) \\| ([^|]*) \\|$");

    private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");

    private static final Pattern REASON = Pattern.compile("not offered: (\\S.*)");

    /** The letter of each chapter, and how many cases it has; two have a second one of their number. */
    private static final Map<String, Integer> CHAPTERS = Map.ofEntries(
            Map.entry("B", 11),
            Map.entry("A", 6),
            Map.entry("R", 6),
            Map.entry("S", 13),
            Map.entry("U", 8),
            Map.entry("Q", 6),
            Map.entry("N", 6),
            Map.entry("C", 7),
            Map.entry("P", 22),
            Map.entry("W", 16),
            Map.entry("M", 11),
            Map.entry("H", 6),
            Map.entry("K", 19),
            Map.entry("L", 6),
            Map.entry("F", 1),
            Map.entry("G", 1),
            Map.entry("D", 25));

    private static final int OWN_TRACES = 10;

    /** @param covered names of tests, and reasons */
    private record Row(String id, String what, String covered) {}

    private static List<Row> rows() throws IOException {
        return ROW.matcher(Files.readString(PAGE))
                .results()
                .map(row ->
                        new Row(row.group(1), row.group(2).strip(), row.group(3).strip()))
                .toList();
    }

    private static List<String> numbered(String letter, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> letter + (number < 10 ? "0" : "") + number)
                .toList();
    }

    @Test
    void every_case_has_one_row() throws IOException {
        var cases = Stream.concat(
                        CHAPTERS.entrySet().stream()
                                .flatMap(chapter -> numbered(chapter.getKey(), chapter.getValue()).stream()),
                        Stream.of("D07b", "D09b"))
                .toList();
        assertThat(cases).hasSize(172);

        var all = Stream.concat(cases.stream(), numbered("T", OWN_TRACES).stream());
        assertThat(rows()).extracting(Row::id).containsExactlyInAnyOrder(all.toArray(String[]::new));
    }

    @Test
    void every_row_names_a_test_or_says_why_there_is_none() throws IOException {
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.what()).isNotEmpty();
            assertThat(NAMED.matcher(row.covered()).find()
                            || REASON.matcher(row.covered()).matches())
                    .as(row.id())
                    .isTrue();
        });
    }

    @Test
    void every_test_that_is_named_exists() throws IOException {
        var sources = sources();
        var named = rows().stream()
                .flatMap(row -> NAMED.matcher(row.covered()).results())
                .toList();
        assertThat(named).hasSizeGreaterThan(150);

        assertThat(named).allSatisfy(test -> assertThat(sources.getOrDefault(test.group(1), List.of()))
                .as(test.group())
                .singleElement()
                .asString()
                .containsPattern(
                        "(?s)@(Parameterized|Repeated)?Test\\b(?:(?!\\bvoid ).)*\\bvoid " + test.group(2) + "\\("));
    }

    /** Of all classes that may hold tests, by their name, which some modules share. */
    private static Map<String, List<String>> sources() throws IOException {
        var sources = new HashMap<String, List<String>>();
        try (var files = Files.find(
                Path.of(".."), 20, (file, attributes) -> file.toString().matches(".*/src/.*(Test|Contract)\\.java"))) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString().replace(".java", "");
                sources.computeIfAbsent(name, first -> new ArrayList<>()).add(Files.readString(file));
            }
        }
        return sources;
    }
}
