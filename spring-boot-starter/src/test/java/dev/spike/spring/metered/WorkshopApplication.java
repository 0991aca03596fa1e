package dev.spike.spring.metered;

import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.testkit.SettableClock;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;

/** An application with the starter, whose time stands still. */
@SpringBootConfiguration
@EnableAutoConfiguration(
        excludeName = {
            "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
        })
class WorkshopApplication {

    static final TestDatabase DATABASE = FastPostgres.database("nothing", dataSource -> {});

    static void connect(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", DATABASE::url);
        registry.add("spring.datasource.username", DATABASE::user);
        registry.add("spring.datasource.password", DATABASE::password);
        registry.add("spring.datasource.hikari.maximum-pool-size", () -> 4);
        registry.add("spike.credit-types[0].id", () -> "credits");
        registry.add("spike.credit-types[1].id", () -> "sms");
        registry.add("spike.problems.top-up", () -> "/billing");
        registry.add("app.price", () -> "7");
    }

    @Bean
    SettableClock clock() {
        return SettableClock.at("2026-03-01T10:00:00Z");
    }

    @Bean
    Workshop workshop(JdbcTemplate jdbc) {
        jdbc.execute("CREATE TABLE IF NOT EXISTS work (name text)");
        return new Workshop(jdbc);
    }

    @Bean
    Workshop.Prices prices() {
        return new Workshop.Prices();
    }
}
