package dev.spike.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An application with several data sources says which one credits are kept in, and transactions on the others are not joined. */
class TwoDataSourcesTest {

    private static final TestDatabase ORDERS = Contexts.emptyDatabase();
    private static final TestDatabase LEDGER = Contexts.emptyDatabase();

    private static final TestDatabase THIRD = Contexts.emptyDatabase();

    @AfterAll
    static void remove() {
        THIRD.close();
        ORDERS.close();
        LEDGER.close();
    }

    private static HikariDataSource pool(TestDatabase database) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(3);
        return pool;
    }

    @Configuration(proxyBeanMethods = false)
    static class Equal {

        @Bean
        DataSource orders() {
            return pool(ORDERS);
        }

        @Bean
        DataSource ledger() {
            return pool(LEDGER);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WithPrimary {

        @Bean
        @Primary
        DataSource orders() {
            return pool(THIRD);
        }

        @Bean
        DataSource ledger() {
            return pool(LEDGER);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Marked {

        @Bean
        @Primary
        DataSource orders() {
            return pool(ORDERS);
        }

        @Bean
        @SpikeDataSource
        DataSource ledger() {
            return pool(LEDGER);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NotOffered {

        @Bean
        DataSource ledger() {
            return pool(LEDGER);
        }

        @Bean(defaultCandidate = false)
        DataSource reports() {
            return pool(ORDERS);
        }
    }

    private static ApplicationContextRunner with(Class<?> configuration) {
        return Contexts.jdbc().withUserConfiguration(configuration);
    }

    private static boolean hasTables(DataSource dataSource) {
        return Boolean.TRUE.equals(new JdbcTemplate(dataSource)
                .queryForObject("SELECT to_regclass('spike_credit_accounts') IS NOT NULL", Boolean.class));
    }

    @Test
    void none_is_chosen_where_none_stands_out() {
        with(Equal.class).run(context -> assertThat(context)
                .hasFailed()
                .getFailure()
                .rootCause()
                .isInstanceOf(SpikeConfigurationException.class)
                .hasMessageContaining(
                        "spike.data-source: there are several DataSource beans, and none of them is primary or"
                                + " marked with @SpikeDataSource; write one of orders, ledger."));
    }

    @Test
    void the_property_chooses() {
        with(Equal.class).withPropertyValues("spike.data-source=ledger").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(hasTables(context.getBean("ledger", DataSource.class))).isTrue();
            assertThat(hasTables(context.getBean("orders", DataSource.class))).isFalse();
        });
    }

    @Test
    void a_name_that_is_none_is_a_mistake() {
        with(Equal.class).withPropertyValues("spike.data-source=leger").run(context -> assertThat(context)
                .hasFailed()
                .getFailure()
                .rootCause()
                .hasMessageContaining(
                        "spike.data-source: 'leger' is no DataSource bean; write one of orders, ledger."));
    }

    @Test
    void the_marked_one_stands_before_the_primary_one() {
        with(Marked.class)
                .run(context -> assertThat(context.getBean(SpikeDatabase.class).dataSource())
                        .isSameAs(context.getBean("ledger")));
    }

    @Test
    void the_primary_one_is_chosen_otherwise() {
        with(WithPrimary.class).withPropertyValues("spike.migrate=true").run(context -> assertThat(
                        context.getBean(SpikeConfiguration.class).dataSource())
                .isEqualTo("orders"));
    }

    @Test
    void one_that_is_not_offered_is_not_chosen() {
        with(NotOffered.class).run(context -> assertThat(
                        context.getBean(SpikeConfiguration.class).dataSource())
                .isEqualTo("ledger"));
    }

    @Test
    void a_transaction_on_the_other_one_is_not_joined() {
        with(Equal.class).withPropertyValues("spike.data-source=ledger").run(context -> {
            var credits = context.getBean(Credits.class);
            var user = Billable.of("user", "two");
            credits.of(user).add(100);
            var orders =
                    new TransactionTemplate(new JdbcTransactionManager(context.getBean("orders", DataSource.class)));

            orders.executeWithoutResult(status -> {
                new JdbcTemplate(context.getBean("ledger", DataSource.class)).queryForObject("SELECT 1", Integer.class);
                credits.of(user).spend(10);
                status.setRollbackOnly();
            });

            assertThat(credits.of(user).balance().available()).isEqualTo(90);
        });
    }
}
