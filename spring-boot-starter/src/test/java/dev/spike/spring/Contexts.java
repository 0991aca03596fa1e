package dev.spike.spring;

import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.UserConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** Applications to be started by tests, as small as they may be. */
final class Contexts {

    private Contexts() {}

    /** An empty database, which no application has seen yet. */
    static TestDatabase emptyDatabase() {
        return FastPostgres.database("nothing", dataSource -> {});
    }

    /** With the starter and JDBC, and no more. */
    static ApplicationContextRunner jdbc() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        TransactionAutoConfiguration.class,
                        SpikeAutoConfiguration.class,
                        LocalProviderAutoConfiguration.class));
    }

    /** The same, on the database. */
    static ApplicationContextRunner on(TestDatabase database, Class<?>... configurations) {
        return jdbc().withConfiguration(UserConfigurations.of(configurations))
                .withPropertyValues(connectionTo(database));
    }

    /** An application whose whole configuration is a file, as it is started in earnest. */
    static ConfigurableApplicationContext fromYaml(Path folder, String yaml, TestDatabase database) throws IOException {
        var file = Files.writeString(folder.resolve("application.yml"), yaml);
        return new SpringApplicationBuilder(Application.Jdbc.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(connectionTo(database))
                .run("--spring.config.location=" + file.toUri());
    }

    /** The properties that any application has for its database. */
    static String[] connectionTo(TestDatabase database) {
        return new String[] {
            "spring.datasource.url=" + database.url(),
            "spring.datasource.username=" + database.user(),
            "spring.datasource.password=" + database.password(),
            "spring.datasource.hikari.maximum-pool-size=4",
            "spring.datasource.hikari.connection-timeout=3000"
        };
    }
}
