package dev.spike.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spike.embedded.EmbeddedPostgresException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The embedded server under {@link FastPostgres}, also where the tests themselves use another. */
class FastServerTest {

    private static Path folder;
    private static FastServer server;

    @BeforeAll
    static void start(@TempDir Path shared) {
        folder = shared;
        server = FastServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"fsync, off", "synchronous_commit, off", "full_page_writes, off", "max_connections, 200"})
    void runs_with(String setting, String value) {
        assertThat(Sql.text(server.address().dataSource(), "SHOW " + setting)).isEqualTo(value);
    }

    @Test
    void runs_postgresql_18() {
        assertThat(Sql.text(server.address().dataSource(), "SHOW server_version"))
                .startsWith("18.");
    }

    @Test
    void runs_in_a_time_zone_that_is_not_utc() throws IOException {
        assertThat(Files.readString(data().resolve("postmaster.opts"))).contains("timezone=Pacific/Chatham");
    }

    @Test
    void gives_tests_a_role_that_may_create_databases_and_nothing_more() {
        assertThat(
                        Sql.text(
                                server.address().dataSource(),
                                "SELECT concat(rolsuper, rolcreaterole, rolcreatedb) FROM pg_roles WHERE rolname = current_user"))
                .isEqualTo("fft");
    }

    @Test
    void leaves_nothing_when_its_process_ends(@TempDir Path own) throws IOException {
        try (Child child = Child.fast(own)) {
            child.terminated();
        }

        assertThat(foldersIn(own)).isZero();
    }

    @Test
    void removes_what_a_killed_process_left_and_nothing_that_is_in_use(@TempDir Path own) throws IOException {
        try (Child living = Child.fast(own);
                Child killed = Child.fast(own)) {
            ProcessHandle orphan = killed.server();
            killed.killed();

            FastServer.start(own).close();

            assertThat(orphan.info().command()).isEmpty();
            assertThat(living.server().info().command()).isPresent();
            assertThat(foldersIn(own)).isEqualTo(1);
        }
        FastServer.start(own).close();
    }

    @Test
    void refuses_a_folder_among_temporary_files_that_is_another_user_s() {
        Path others = Path.of("/proc/1");

        if (OrdinaryUser.currentUid() != 0 && Files.exists(others)) {
            assertThatThrownBy(() -> Folders.createPrivate(others))
                    .isInstanceOfSatisfying(EmbeddedPostgresException.class, e -> assertThat(e.code())
                            .isEqualTo(Code.FOLDER_UNUSABLE));
        }
    }

    private static Path data() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).findFirst().orElseThrow().resolve("data");
        }
    }

    private static long foldersIn(Path parent) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(Files::isDirectory).count();
        }
    }
}
