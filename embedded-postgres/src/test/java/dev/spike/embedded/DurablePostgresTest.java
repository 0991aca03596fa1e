package dev.spike.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What a durable server promises while it runs and from one run to the next. */
class DurablePostgresTest {

    private static Path folder;

    private static DurablePostgres postgres;

    @BeforeAll
    static void start(@TempDir Path shared) throws IOException {
        folder = shared;
        Path others = Files.createDirectories(folder.resolve("others"));
        Files.writeString(others.resolve("epg-lock"), "");
        Files.setLastModifiedTime(others.resolve("epg-lock"), FileTime.from(Instant.EPOCH));
        postgres = DurablePostgres.start(folder);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void runs_postgresql_18() {
        assertThat(sql("SHOW server_version")).startsWith("18.");
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, on",
        "synchronous_commit, on",
        "full_page_writes, on",
        "data_checksums, on",
        "password_encryption, scram-sha-256",
        "server_encoding, UTF8",
        "log_timezone, UTC"
    })
    void runs_with(String setting, String value) {
        assertThat(sql("SELECT setting FROM pg_settings WHERE name = '" + setting + "'"))
                .isEqualTo(value);
    }

    @Test
    void runs_in_utc_for_clients_that_name_no_time_zone() throws IOException {
        Path commandLine = folder.resolve("postgres-18/postmaster.opts");

        assertThat(Files.readString(commandLine)).contains("timezone=UTC");
    }

    @Test
    void opens_no_way_in_but_the_loopback_address() throws IOException {
        Path commandLine = folder.resolve("postgres-18/postmaster.opts");

        assertThat(Files.readString(commandLine)).contains("\"unix_socket_directories=\"");
        assertThat(sql("SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void sorts_text_the_same_on_every_machine() {
        assertThat(sql("SELECT concat(datlocprovider, ' ', datlocale) FROM pg_database WHERE datname = 'spike'"))
                .isEqualTo("b C.UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"spike, spike", "postgres, postgres", "spike, postgres"})
    void refuses_a_wrong_password(String user, String database) {
        PGSimpleDataSource stranger =
                Address.local(postgres.port(), database, user, "guess").dataSource();

        assertThatThrownBy(stranger::getConnection)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    @Test
    void has_no_rule_that_lets_anybody_in_without_a_password() throws IOException {
        Path rules = folder.resolve("postgres-18/pg_hba.conf");

        assertThat(Files.readAllLines(rules))
                .filteredOn(line -> !line.isBlank() && !line.startsWith("#"))
                .isNotEmpty()
                .allMatch(line -> line.endsWith("scram-sha-256"));
    }

    @Test
    void gives_the_application_a_role_that_owns_its_database_and_is_not_a_superuser() {
        assertThat(sql("SHOW is_superuser")).isEqualTo("off");
        assertThat(sql("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"))
                .isEqualTo(postgres.user());
    }

    @Test
    void keeps_the_passwords_where_only_their_owner_reads() throws IOException {
        Path file = folder.resolve("postgres-18/spike.credentials");

        assertThat(Files.readString(file)).contains(postgres.password());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("postgres-18.password")).doesNotExist();
    }

    @Test
    void leaves_other_folders_beside_the_data_alone() {
        assertThat(folder.resolve("others/epg-lock")).exists();
    }

    @Test
    void names_the_process_of_the_server() {
        assertThat(ProcessHandle.of(postgres.serverPid()))
                .hasValueSatisfying(it -> assertThat(it.isAlive()).isTrue());
    }

    @Test
    void gives_a_url_without_the_password() {
        assertThat(postgres.url()).isEqualTo("jdbc:postgresql://127.0.0.1:" + postgres.port() + "/spike");
    }

    @Test
    void keeps_data_and_password_from_one_run_to_the_next(@TempDir Path own) {
        String password;
        try (DurablePostgres first = DurablePostgres.start(own)) {
            Sql.run(first.dataSource(), "CREATE TABLE kept AS SELECT 'committed' AS word");
            password = first.password();
        }

        try (DurablePostgres second = DurablePostgres.start(own)) {
            assertThat(Sql.text(second.dataSource(), "SELECT word FROM kept")).isEqualTo("committed");
            assertThat(second.password()).isEqualTo(password);
        }
    }

    @Test
    void stops_the_server_when_closed_and_gives_the_folder_up(@TempDir Path own) throws IOException {
        DurablePostgres first = DurablePostgres.start(own);

        first.close();
        first.close();

        assertThat(PostmasterFile.of(own.resolve("postgres-18"))).isEmpty();
        assertThat(Files.readString(own.resolve("postgres-18.log"))).contains("database system is shut down");
        assertThat(FolderLock.tryTake(own))
                .hasValueSatisfying(lock -> assertThat(lock.folder()).isEqualTo(own));
    }

    private static String sql(String statement) {
        return Sql.text(postgres.dataSource(), statement);
    }
}
