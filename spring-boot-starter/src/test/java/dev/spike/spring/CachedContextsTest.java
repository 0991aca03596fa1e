package dev.spike.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.NestedTestConfiguration;
import org.springframework.test.context.NestedTestConfiguration.EnclosingConfiguration;

/** Spring keeps the contexts of tests: user.credits() means the one of the test that runs. */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
@NestedTestConfiguration(EnclosingConfiguration.OVERRIDE)
class CachedContextsTest {

    private static final TestDatabase ONE = Application.migratedDatabase();
    private static final TestDatabase OTHER = Application.migratedDatabase();

    private static final Billable USER = Billable.of("user", "42");

    @AfterAll
    static void remove() {
        ONE.close();
        OTHER.close();
    }

    private static void connect(DynamicPropertyRegistry registry, TestDatabase database) {
        registry.add("spring.datasource.url", database::url);
        registry.add("spring.datasource.username", database::user);
        registry.add("spring.datasource.password", database::password);
    }

    @Nested
    @Order(1)
    @SpringBootTest(classes = Application.Jdbc.class, properties = "which=one")
    class First {

        @DynamicPropertySource
        static void connect(DynamicPropertyRegistry registry) {
            CachedContextsTest.connect(registry, ONE);
        }

        @Test
        void means_its_own() {
            USER.credits().add(1);

            assertThat(USER.credits().balance().available()).isEqualTo(1);
        }
    }

    @Nested
    @Order(2)
    @SpringBootTest(classes = Application.Jdbc.class, properties = "which=other")
    @DirtiesContext
    class Second {

        @DynamicPropertySource
        static void connect(DynamicPropertyRegistry registry) {
            CachedContextsTest.connect(registry, OTHER);
        }

        @Test
        void means_its_own_while_the_first_one_is_kept() {
            assertThat(USER.credits().balance().available()).isZero();
            USER.credits().add(20);
        }
    }

    @Nested
    @Order(3)
    @DirtiesContext
    @SpringBootTest(classes = Application.Jdbc.class, properties = "which=one")
    class Third {

        @DynamicPropertySource
        static void connect(DynamicPropertyRegistry registry) {
            CachedContextsTest.connect(registry, ONE);
        }

        @Test
        void means_the_first_one_again() {
            assertThat(USER.credits().balance().available()).isEqualTo(1);
        }
    }
}
