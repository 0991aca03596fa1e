package dev.spike.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spike.ledger.BalanceCache;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.LoggerFactory;

/** Caffeine is optional: whoever caches balances without it is told what to add, and nobody else needs it. */
class WithoutCaffeineTest {

    @Test
    void says_which_artifact_is_missing() throws IOException, ReflectiveOperationException {
        try (var bare = withoutCaffeine()) {
            var limits = bare.loadClass(BalanceCache.class.getName());
            var builder = builder(bare);
            builder.getClass()
                    .getMethod("cacheBalances", limits)
                    .invoke(builder, limits.getMethod("standard").invoke(null));

            assertThatThrownBy(() -> builder.getClass().getMethod("build").invoke(builder))
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("com.github.ben-manes.caffeine:caffeine");
        }
    }

    @Test
    void is_not_missed_where_nothing_is_cached() throws IOException, ReflectiveOperationException {
        try (var bare = withoutCaffeine()) {
            var builder = builder(bare);

            assertThat(builder.getClass().getMethod("build").invoke(builder)).isNotNull();
        }
    }

    private static Object builder(ClassLoader loader) throws ReflectiveOperationException {
        return loader.loadClass(PostgresCredits.class.getName())
                .getMethod("on", DataSource.class)
                .invoke(null, new PGSimpleDataSource());
    }

    private static URLClassLoader withoutCaffeine() {
        return new URLClassLoader(
                new URL[] {whereIs(PostgresCredits.class), whereIs(LoggerFactory.class)},
                ClassLoader.getPlatformClassLoader());
    }

    private static URL whereIs(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
