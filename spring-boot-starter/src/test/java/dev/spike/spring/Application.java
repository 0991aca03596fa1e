package dev.spike.spring;

import com.zaxxer.hikari.HikariDataSource;
import dev.spike.billing.postgres.BillingSchema;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.LedgerSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A running application with a table of its own, for the tests of a class. */
final class Application implements AutoCloseable {

    private static final AtomicInteger USERS = new AtomicInteger();

    private final TestDatabase database;
    private final ConfigurableApplicationContext context;

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        SpikeAutoConfiguration.class,
        LocalProviderAutoConfiguration.class
    })
    static class Jdbc {}

    private Application(TestDatabase database, ConfigurableApplicationContext context) {
        this.database = database;
        this.context = context;
    }

    /** With JDBC, and what is given besides: classes, and properties. */
    static Application withJdbc(List<Class<?>> configurations, String... properties) {
        var all = new ArrayList<Class<?>>(List.of(Jdbc.class));
        all.addAll(configurations);
        return with(all, properties);
    }

    static Application with(List<Class<?>> configurations, String... properties) {
        var database = migratedDatabase();
        var all = new ArrayList<>(List.of(Contexts.connectionTo(database)));
        all.addAll(List.of(properties));
        var context = new SpringApplicationBuilder(configurations.toArray(Class<?>[]::new))
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(all.toArray(String[]::new))
                .run();
        return new Application(database, context);
    }

    /** A database with all tables, and one of the application's. */
    static TestDatabase migratedDatabase() {
        return FastPostgres.database("starter", dataSource -> {
            LedgerSchema.migrate(dataSource);
            BillingSchema.migrate(dataSource);
            new JdbcTemplate(dataSource).execute("CREATE TABLE messages (body text NOT NULL)");
        });
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    Credits credits() {
        return bean(Credits.class);
    }

    JdbcTemplate jdbc() {
        return bean(JdbcTemplate.class);
    }

    HikariDataSource pool() {
        return (HikariDataSource) bean(DataSource.class);
    }

    /** A user whom nobody knows yet. */
    static Billable user() {
        return Billable.of("user", "u" + USERS.incrementAndGet());
    }

    /** The same with so many credits. */
    Billable userWith(long credits) {
        var user = user();
        credits().of(user).add(credits);
        return user;
    }

    long available(Billable user) {
        return credits().of(user).balance().available();
    }

    /** Such as {@link TransactionDefinition#PROPAGATION_NESTED}. */
    TransactionTemplate transaction(int propagation) {
        var template = new TransactionTemplate(bean(PlatformTransactionManager.class));
        template.setPropagationBehavior(propagation);
        return template;
    }

    TransactionTemplate transaction() {
        return transaction(TransactionDefinition.PROPAGATION_REQUIRED);
    }

    TransactionTemplate readOnly() {
        var template = transaction();
        template.setReadOnly(true);
        return template;
    }

    void write(String message) {
        jdbc().update("INSERT INTO messages (body) VALUES (?)", message);
    }

    int messages(String message) {
        Integer count = jdbc().queryForObject("SELECT count(*) FROM messages WHERE body = ?", Integer.class, message);
        return count == null ? 0 : count;
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
