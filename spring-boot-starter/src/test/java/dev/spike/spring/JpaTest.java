package dev.spike.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spike.ledger.Billable;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

/** An entity owns credits, and a transaction of JPA is joined. */
class JpaTest {

    private static Application app;

    @BeforeAll
    static void start() {
        app = Application.withJdbc(
                List.of(Jpa.class), "spring.jpa.hibernate.ddl-auto=update", "spring.jpa.open-in-view=false");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage
    @EntityScan(basePackageClasses = JpaTest.class)
    @ImportAutoConfiguration({HibernateJpaAutoConfiguration.class, DataJpaRepositoriesAutoConfiguration.class})
    @EnableTransactionManagement
    static class Jpa {

        @Bean
        Campaigns campaigns(EntityManager entities) {
            return new Campaigns(entities);
        }
    }

    @Entity
    @Table(name = "customers")
    static class Customer implements Billable {

        @Id
        private String id = "";

        private int campaigns;

        Customer() {}

        Customer(String id) {
            this.id = id;
        }

        int sentOneMore() {
            return ++campaigns;
        }

        @Override
        public String billableType() {
            return "customer";
        }

        @Override
        public String billableId() {
            return id;
        }
    }

    static class Campaigns {

        private final EntityManager entities;

        Campaigns(EntityManager entities) {
            this.entities = entities;
        }

        @Transactional
        public void register(String id) {
            var customer = new Customer(id);
            entities.persist(customer);
            customer.credits().add(100);
        }

        @Transactional
        public void send(String id, long credits) {
            var customer = entities.find(Customer.class, id);
            assertThat(customer.sentOneMore()).isPositive();
            customer.credits().spend(credits);
        }

        @Transactional
        public void sendAndFail(String id) {
            send(id, 10);
            throw new IllegalStateException("no network");
        }

        @Transactional
        public boolean trySend(String id, long credits) {
            var customer = entities.find(Customer.class, id);
            assertThat(customer.sentOneMore()).isPositive();
            return customer.credits().trySpend(credits).fold(spent -> true, declined -> false);
        }

        @Transactional(readOnly = true)
        public long balance(String id) {
            return entities.find(Customer.class, id).credits().balance().available();
        }

        @Transactional(readOnly = true)
        public void spendThoughReadOnly(String id) {
            entities.find(Customer.class, id).credits().spend(1);
        }
    }

    private static Campaigns campaigns() {
        return app.bean(Campaigns.class);
    }

    private static int sent(String id) {
        Integer sent = app.jdbc().queryForObject("SELECT campaigns FROM customers WHERE id = ?", Integer.class, id);
        return sent == null ? -1 : sent;
    }

    @Test
    void transactions_are_those_of_jpa() {
        assertThat(app.bean(PlatformTransactionManager.class)).isInstanceOf(JpaTransactionManager.class);
    }

    @Test
    void the_entity_and_its_credits_are_committed_together() {
        campaigns().register("together");

        campaigns().send("together", 10);

        assertThat(campaigns().balance("together")).isEqualTo(90);
        assertThat(sent("together")).isEqualTo(1);
    }

    @Test
    void the_entity_and_its_credits_are_rolled_back_together() {
        campaigns().register("apart");

        assertThatThrownBy(() -> campaigns().sendAndFail("apart")).hasMessage("no network");

        assertThat(campaigns().balance("apart")).isEqualTo(100);
        assertThat(sent("apart")).isZero();
    }

    @Test
    void a_spend_that_throws_rolls_the_entity_back() {
        campaigns().register("poor");

        assertThatThrownBy(() -> campaigns().send("poor", 1_000))
                .isInstanceOf(dev.spike.ledger.NotEnoughBalanceException.class);

        assertThat(sent("poor")).isZero();
    }

    @Test
    void a_declined_spend_leaves_the_transaction_usable() {
        campaigns().register("declined");

        assertThat(campaigns().trySend("declined", 1_000)).isFalse();

        assertThat(sent("declined")).isEqualTo(1);
        assertThat(campaigns().balance("declined")).isEqualTo(100);
    }

    @Test
    void a_transaction_that_may_not_write_refuses_to_spend() {
        campaigns().register("reader");

        assertThatThrownBy(() -> campaigns().spendThoughReadOnly("reader"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The transaction is read-only");
    }
}
