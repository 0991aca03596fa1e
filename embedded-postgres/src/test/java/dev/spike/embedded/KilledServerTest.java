package dev.spike.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the next start finds after a kill -9 of the process, of the server, or of both at an unlucky moment. */
@Tag("thorough")
class KilledServerTest {

    private static Path pristine;

    private Path folder;

    @BeforeAll
    static void an_earlier_run(@TempDir Path shared) {
        pristine = shared;
        try (DurablePostgres first = DurablePostgres.start(pristine)) {
            Sql.run(first.dataSource(), "CREATE TABLE kept AS SELECT 'committed' AS word");
        }
    }

    @BeforeEach
    void its_data(@TempDir Path own) throws IOException {
        folder = own;
        Command copied = Command.run(List.of(), List.of("cp", "-a", pristine + "/.", folder.toString()));
        assertThat(copied.succeeded()).isTrue();
    }

    @Test
    void stops_the_server_that_a_killed_process_left_and_starts_with_what_was_committed(@TempDir Path empty) {
        try (Child child = Child.durable(empty)) {
            ProcessHandle orphan = child.server();
            child.killed();
            assertThat(orphan.isAlive()).isTrue();

            try (DurablePostgres postgres = DurablePostgres.start(empty)) {
                assertThat(runs(orphan)).isFalse();
                assertThat(postgres.serverPid()).isNotEqualTo(orphan.pid());
                assertKept(postgres);
            }
        }
    }

    @Test
    void starts_after_the_server_itself_was_killed() {
        try (DurablePostgres killed = DurablePostgres.start(folder)) {
            Sql.run(killed.dataSource(), "UPDATE kept SET word = 'changed'");
            ProcessHandle.of(killed.serverPid()).orElseThrow().destroyForcibly();
        }

        try (DurablePostgres postgres = DurablePostgres.start(folder)) {
            assertThat(Sql.text(postgres.dataSource(), "SELECT word FROM kept")).isEqualTo("changed");
        }
    }

    @Test
    void starts_after_process_and_server_were_killed_while_a_session_is_busy(@TempDir Path empty) throws IOException {
        try (Child child = Child.durable(empty)) {
            ProcessHandle server = child.server();
            int port = Integer.parseInt(child.said().split(" ", -1)[2]);
            Credentials credentials = Credentials.read(empty.resolve("postgres-18"));
            CompletableFuture<Void> busy = CompletableFuture.runAsync(
                    () -> computeWithoutEnd(port, credentials), task -> new Thread(task, "busy").start());
            awaitBusy(port, credentials);
            child.killed();
            server.destroyForcibly();

            try (DurablePostgres postgres = DurablePostgres.start(empty)) {
                assertKept(postgres);
            }
            assertThat(busy).failsWithin(Duration.ofSeconds(5));
        }
    }

    @Test
    void does_not_mistake_another_program_of_the_same_number_for_the_server() throws IOException {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        leaveBehind(stranger.pid() + "\n" + folder.resolve("postgres-18") + "\n1\n5432\n\n127.0.0.1\n1 1\nready\n");

        try (DurablePostgres postgres = DurablePostgres.start(folder)) {
            assertThat(stranger.isAlive()).isTrue();
            assertKept(postgres);
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void does_not_stop_the_server_of_another_folder(@TempDir Path other) throws IOException {
        try (DurablePostgres neighbour = DurablePostgres.start(other)) {
            leaveBehind(Files.readString(other.resolve("postgres-18/postmaster.pid")));

            try (DurablePostgres postgres = DurablePostgres.start(folder)) {
                assertKept(postgres);
                assertThat(Sql.text(neighbour.dataSource(), "SELECT 1")).isEqualTo("1");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no number\n", "999999999\n", "-1\n/\n1\n5432\n"})
    void is_not_held_up_by_a_file_that_names_nobody(String text) throws IOException {
        leaveBehind(text);

        try (DurablePostgres postgres = DurablePostgres.start(folder)) {
            assertKept(postgres);
        }
    }

    @Test
    void begins_anew_where_a_kill_came_before_the_data_was_whole(@TempDir Path empty) throws IOException {
        Files.createDirectories(empty.resolve("postgres-18.new/base"));
        Files.writeString(empty.resolve("postgres-18.new/PG_VERSION"), "18\n");
        Files.writeString(empty.resolve("postgres-18.password"), "half");

        try (DurablePostgres postgres = DurablePostgres.start(empty)) {
            assertThat(Sql.text(postgres.dataSource(), "SELECT 1")).isEqualTo("1");
            assertThat(empty.resolve("postgres-18.new")).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP DATABASE spike", "DROP DATABASE spike; DROP ROLE spike"})
    void makes_up_for_a_first_start_that_was_killed_half_way(String undo) throws IOException {
        try (DurablePostgres first = DurablePostgres.start(folder)) {
            Credentials credentials = Credentials.read(folder.resolve("postgres-18"));
            for (String statement : undo.split("; ", -1)) {
                Sql.run(
                        Address.local(first.port(), "postgres", "postgres", credentials.superuserPassword())
                                .dataSource(),
                        statement);
            }
        }

        try (DurablePostgres postgres = DurablePostgres.start(folder)) {
            assertThat(Sql.text(postgres.dataSource(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void stops_in_order_when_the_process_is_told_to_end(@TempDir Path empty) throws IOException {
        try (Child child = Child.durable(empty)) {
            ProcessHandle server = child.server();

            child.terminated();

            assertThat(runs(server)).isFalse();
            assertThat(Files.readString(empty.resolve("postgres-18.log"))).contains("database system is shut down");
        }
    }

    private void leaveBehind(String text) throws IOException {
        Files.writeString(folder.resolve("postgres-18/postmaster.pid"), text);
    }

    /** A session that computes without a pause does not notice that its server is gone. It ends, should nobody end it. */
    private static void computeWithoutEnd(int port, Credentials credentials) {
        Sql.run(
                Address.local(port, "spike", "spike", credentials.applicationPassword())
                        .dataSource(),
                "DO $$ BEGIN WHILE clock_timestamp() < now() + interval '20 s' LOOP END LOOP; END $$");
    }

    private static void awaitBusy(int port, Credentials credentials) {
        var superuser = Address.local(port, "postgres", "postgres", credentials.superuserPassword())
                .dataSource();
        while (Sql.text(
                        superuser,
                        "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'DO $$%' AND state = 'active'")
                .equals("0")) {
            Thread.onSpinWait();
        }
    }

    /** Where nobody collects it, a process that ended stays as a zombie without a command. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static void assertKept(DurablePostgres postgres) {
        assertThat(Sql.text(postgres.dataSource(), "SELECT word FROM kept")).isEqualTo("committed");
    }
}
