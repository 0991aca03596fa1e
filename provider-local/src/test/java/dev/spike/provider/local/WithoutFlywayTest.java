package dev.spike.provider.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Flyway is optional: whoever needs it and has it not is told what to add. */
class WithoutFlywayTest {

    @Test
    void says_which_artifacts_are_missing() throws IOException, ReflectiveOperationException {
        var ours = LocalSchema.class.getProtectionDomain().getCodeSource().getLocation();
        try (var bare = new URLClassLoader(new URL[] {ours}, ClassLoader.getPlatformClassLoader())) {
            var migrate = bare.loadClass(LocalSchema.class.getName()).getMethod("migrate", DataSource.class);

            assertThatThrownBy(() -> migrate.invoke(LocalSchema.class, new PGSimpleDataSource()))
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("org.flywaydb:flyway-core")
                    .hasMessageContaining("org.flywaydb:flyway-database-postgresql");
        }
    }
}
