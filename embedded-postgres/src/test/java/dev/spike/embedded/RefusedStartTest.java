package dev.spike.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spike.embedded.EmbeddedPostgresException.Code;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every start that is refused says why in one sentence, with the way out. */
@Tag("thorough")
class RefusedStartTest {

    @Nested
    class On_a_folder_in_use {

        @Test
        void refuses_a_second_start_in_this_process_and_names_the_first(@TempDir Path folder) {
            try (DurablePostgres first = DurablePostgres.start(folder)) {
                EmbeddedPostgresException refused = refusal(folder);

                assertThat(refused.code()).isEqualTo(Code.ALREADY_RUNNING);
                assertThat(refused.folder()).contains(folder);
                assertThat(refused)
                        .hasMessage(
                                "The PostgreSQL on %s is already running (process %d, port %d): stop it, or choose another folder.",
                                folder, first.serverPid(), first.port());
            }
        }

        @Test
        void refuses_a_second_start_in_another_process_also_after_one_in_this(@TempDir Path folder) throws IOException {
            Path alias = Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-alias"), folder);
            try (DurablePostgres first = DurablePostgres.start(folder)) {
                assertThat(refusal(alias).code()).isEqualTo(Code.ALREADY_RUNNING);

                try (Child second = Child.durable(folder)) {
                    assertThat(second.said()).isEqualTo("refused ALREADY_RUNNING");
                }
                assertThat(Sql.text(first.dataSource(), "SELECT 1")).isEqualTo("1");
            } finally {
                Files.delete(alias);
            }
        }
    }

    @Nested
    class On_a_folder_that_cannot_be_used {

        @Test
        void refuses_a_folder_below_a_file(@TempDir Path folder) throws IOException {
            Path file = Files.writeString(folder.resolve("file"), "");

            EmbeddedPostgresException refused = refusal(file.resolve("data"));

            assertThat(refused.code()).isEqualTo(Code.FOLDER_UNUSABLE);
            assertThat(refused).hasMessageEndingWith("make it writable for this user, or choose another.");
        }

        @Test
        void refuses_a_folder_whose_lock_file_cannot_be_written(@TempDir Path folder) throws IOException {
            Files.createDirectory(folder.resolve("spike.lock"));

            assertThat(refusal(folder).code()).isEqualTo(Code.FOLDER_UNUSABLE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a$HOME", "a`id`", "a\"b", "a\\b", "a\nb"})
        void refuses_a_name_that_a_shell_would_read_as_its_own(String name, @TempDir Path folder) {
            assertThat(refusal(folder.resolve(name)).code()).isEqualTo(Code.FOLDER_UNUSABLE);
            assertThat(folder.resolve(name)).doesNotExist();
        }

        @Test
        void takes_a_name_with_blanks_and_other_signs(@TempDir Path folder) {
            try (DurablePostgres postgres = DurablePostgres.start(folder.resolve("my data; 'ąž' & co"))) {
                assertThat(Sql.text(postgres.dataSource(), "SELECT 1")).isEqualTo("1");
            }
        }
    }

    @Nested
    class On_a_port {

        @Test
        void refuses_one_that_is_taken_and_takes_it_when_it_is_free(@TempDir Path folder) throws IOException {
            int port;
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
                port = taken.getLocalPort();

                assertThatThrownBy(() -> DurablePostgres.start(folder, port))
                        .isInstanceOfSatisfying(EmbeddedPostgresException.class, e -> assertThat(e.code())
                                .isEqualTo(Code.PORT_TAKEN))
                        .hasMessageContaining("Port " + port + " of 127.0.0.1 cannot be listened on");
            }

            try (DurablePostgres postgres = DurablePostgres.start(folder, port)) {
                assertThat(postgres.port()).isEqualTo(port);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 65_536})
        void refuses_one_that_there_cannot_be(int port, @TempDir Path folder) {
            assertThatThrownBy(() -> DurablePostgres.start(folder, port))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The port is " + port + " but must be 1 to 65535, or 0 for any that is free.");
        }
    }

    @Nested
    class On_data {

        @Test
        void refuses_another_major_version_in_our_folder(@TempDir Path folder) throws IOException {
            DurablePostgres.start(folder).close();
            Files.writeString(folder.resolve("postgres-18/PG_VERSION"), "17\n");

            EmbeddedPostgresException refused = refusal(folder);

            assertThat(refused.code()).isEqualTo(Code.DATA_OF_ANOTHER_VERSION);
            assertThat(refused).hasMessageContaining("is of PostgreSQL 17 and this is PostgreSQL 18");
        }

        @Test
        void refuses_to_begin_anew_beside_data_of_another_major_version(@TempDir Path folder) throws IOException {
            Files.createDirectory(folder.resolve("postgres-17"));
            Files.writeString(folder.resolve("postgres-17/PG_VERSION"), "17\n");

            assertThat(refusal(folder).code()).isEqualTo(Code.DATA_OF_ANOTHER_VERSION);
            assertThat(folder.resolve("postgres-18")).doesNotExist();
        }

        @Test
        void refuses_data_that_is_not_complete(@TempDir Path folder) throws IOException {
            DurablePostgres.start(folder).close();
            Files.delete(folder.resolve("postgres-18/spike.credentials"));

            EmbeddedPostgresException refused = refusal(folder);

            assertThat(refused.code()).isEqualTo(Code.DATA_BROKEN);
            assertThat(refused).hasMessageContaining("(spike.credentials is missing or cannot be read)");
        }

        @Test
        void quotes_postgresql_where_it_refuses_the_data(@TempDir Path folder) throws IOException {
            DurablePostgres.start(folder).close();
            Files.write(folder.resolve("postgres-18/global/pg_control"), new byte[8192]);

            EmbeddedPostgresException refused = refusal(folder);

            assertThat(refused.code()).isEqualTo(Code.START_FAILED);
            assertThat(refused)
                    .hasMessageMatching(
                            "The PostgreSQL on .* did not start \\(.*(FATAL|PANIC):.*\\): see .*postgres-18\\.log, .*");
        }
    }

    @Test
    void gives_the_folder_up_when_it_refuses(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("postgres-18"));

        assertThat(refusal(folder).code()).isEqualTo(Code.DATA_BROKEN);

        Files.delete(folder.resolve("postgres-18"));
        DurablePostgres.start(folder).close();
    }

    private static EmbeddedPostgresException refusal(Path folder) {
        EmbeddedPostgresException refused =
                catchThrowableOfType(EmbeddedPostgresException.class, () -> DurablePostgres.start(folder)
                        .close());
        assertThat(refused).isNotNull();
        return refused;
    }
}
