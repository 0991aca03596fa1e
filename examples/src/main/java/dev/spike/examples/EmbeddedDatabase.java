package dev.spike.examples;

import dev.spike.embedded.DurablePostgres;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** For who has no PostgreSQL at hand. */
@Configuration(proxyBeanMethods = false)
@Profile("embedded")
class EmbeddedDatabase {

    @Bean
    DurablePostgres postgres(@Value("${example.data}") Path folder) {
        return DurablePostgres.start(folder);
    }

    @Bean
    DataSource dataSource(DurablePostgres postgres) {
        return DataSourceBuilder.create()
                .url(postgres.url())
                .username(postgres.user())
                .password(postgres.password())
                .build();
    }
}
