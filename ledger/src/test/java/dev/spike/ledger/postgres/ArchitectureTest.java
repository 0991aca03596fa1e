package dev.spike.ledger.postgres;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.sql.Connection;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a machine can judge of how the ledger is built. */
class ArchitectureTest {

    private static final JavaClasses LEDGER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.spike.ledger");

    /** The engine, and what administrators call. */
    private static final Set<String> FOR_OUTSIDE =
            Set.of("PostgresCredits", "LedgerSchema", "LedgerVerifier", "VerifyReport");

    private static final Set<Class<?>> FLOATING = Set.of(float.class, double.class, Float.class, Double.class);

    @Test
    void the_ledger_is_there_to_be_judged() {
        assertThat(LEDGER).hasSizeGreaterThan(80);
    }

    @Test
    void the_ledger_needs_only_jdbc_logging_nullness_and_perhaps_flyway_and_caffeine() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.spike.ledger..",
                        "java.lang..",
                        "java.math..",
                        "java.nio..",
                        "java.security..",
                        "java.sql..",
                        "java.time..",
                        "java.util..",
                        "javax.sql..",
                        "org.slf4j..",
                        "org.jspecify..",
                        "org.flywaydb..",
                        "com.github.benmanes.caffeine..",
                        ""))
                .check(LEDGER);
    }

    @Test
    void caffeine_is_known_where_balances_are_remembered_only() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.AgingCache\\$WithCaffeine")
                .should()
                .dependOnClassesThat(resideInAPackage("com.github.benmanes.caffeine.."))
                .check(LEDGER);
    }

    @Test
    void flyway_is_known_where_migrations_run_only() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.Migrations\\$WithFlyway")
                .should()
                .dependOnClassesThat(resideInAPackage("org.flywaydb.."))
                .check(LEDGER);
    }

    @Test
    void burn_down_knows_values_and_nothing_else() {
        classes()
                .that()
                .resideInAPackage("dev.spike.ledger.burndown..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.spike.ledger.burndown..",
                        "dev.spike.ledger",
                        "java.lang..",
                        "java.time..",
                        "java.util..",
                        "org.jspecify.."))
                .check(LEDGER);
    }

    @Test
    void what_a_user_holds_knows_no_database() {
        noClasses()
                .that()
                .resideInAPackage("dev.spike.ledger")
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.spike.ledger.postgres..", "dev.spike.ledger.burndown.."))
                .check(LEDGER);
    }

    @Test
    void statements_are_prepared_in_stores_only() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Store")
                .should()
                .callMethodWhere(ofConnection("prepareStatement"))
                .orShould()
                .callMethodWhere(ofConnection("createStatement"))
                .orShould()
                .callMethodWhere(ofConnection("prepareCall"))
                .check(LEDGER);
    }

    private static DescribedPredicate<JavaAccess<?>> ofConnection(String method) {
        return describe(
                "Connection." + method,
                access -> access.getTargetOwner().isAssignableTo(Connection.class)
                        && access.getName().equals(method));
    }

    @Test
    void the_engine_shows_its_builder_and_what_administrators_call() {
        classes()
                .that()
                .resideInAPackage("dev.spike.ledger.postgres..")
                .and()
                .areTopLevelClasses()
                .and(describe("are not for outside", (JavaClass type) -> !FOR_OUTSIDE.contains(type.getSimpleName())))
                .should()
                .notBePublic()
                .check(LEDGER);
    }

    @Test
    void no_amount_ever_floats() {
        noFields().should().haveRawType(floating()).check(LEDGER);
        noCodeUnits().should().haveRawReturnType(floating()).check(LEDGER);
        noCodeUnits()
                .should()
                .haveRawParameterTypes(
                        describe("a floating parameter", types -> types.stream().anyMatch(floating())))
                .check(LEDGER);
    }

    private static DescribedPredicate<JavaClass> floating() {
        return describe("float or double", type -> FLOATING.stream().anyMatch(type::isEquivalentTo));
    }

    @Test
    void time_comes_from_the_clock_that_was_given() {
        noClasses()
                .should()
                .callMethodWhere(describe("the system's time", ArchitectureTest::asksTheSystem))
                .check(LEDGER);
    }

    private static boolean asksTheSystem(JavaAccess<?> access) {
        var owner = access.getTargetOwner();
        boolean now = access.getName().equals("now") && owner.getPackageName().equals("java.time");
        boolean counter = Set.of("currentTimeMillis", "nanoTime").contains(access.getName());
        return now || counter || owner.isEquivalentTo(Clock.class);
    }
}
