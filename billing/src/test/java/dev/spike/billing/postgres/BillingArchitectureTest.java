package dev.spike.billing.postgres;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

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

/** What a machine can judge of how billing is built. */
class BillingArchitectureTest {

    private static final JavaClasses BILLING = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.spike.billing");

    /** The engine, and what administrators call. */
    private static final Set<String> FOR_OUTSIDE = Set.of("CatalogueCredits", "PostgresBilling", "BillingSchema");

    private static final Set<Class<?>> FLOATING = Set.of(float.class, double.class, Float.class, Double.class);

    @Test
    void billing_needs_the_ledger_jdbc_logging_and_nullness() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.spike.billing..",
                        "dev.spike.ledger..",
                        "java.io..",
                        "java.lang..",
                        "java.math..",
                        "java.net..",
                        "java.nio..",
                        "java.security..",
                        "java.sql..",
                        "java.time..",
                        "java.util..",
                        "javax.sql..",
                        "org.slf4j..",
                        "org.jspecify..",
                        ""))
                .check(BILLING);
    }

    @Test
    void the_tables_of_the_ledger_are_the_ledger_s() {
        noClasses()
                .that()
                .doNotHaveSimpleName("CatalogueCredits") // which only begins to build the engine
                .should()
                .dependOnClassesThat(resideInAPackage("dev.spike.ledger.postgres.."))
                .check(BILLING);
    }

    @Test
    void what_a_user_holds_knows_no_database() {
        noClasses()
                .that()
                .resideInAPackage("dev.spike.billing")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.spike.billing.postgres.."))
                .check(BILLING);
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
                .check(BILLING);
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
                .resideInAPackage("dev.spike.billing.postgres..")
                .and()
                .areTopLevelClasses()
                .and(describe("are not for outside", (JavaClass type) -> !FOR_OUTSIDE.contains(type.getSimpleName())))
                .should()
                .notBePublic()
                .check(BILLING);
    }

    @Test
    void no_amount_ever_floats() {
        noFields().should().haveRawType(floating()).check(BILLING);
        noCodeUnits().should().haveRawReturnType(floating()).check(BILLING);
        noCodeUnits()
                .should()
                .haveRawParameterTypes(
                        describe("a floating parameter", types -> types.stream().anyMatch(floating())))
                .check(BILLING);
    }

    private static DescribedPredicate<JavaClass> floating() {
        return describe("float or double", type -> FLOATING.stream().anyMatch(type::isEquivalentTo));
    }

    @Test
    void time_comes_from_the_clock_that_was_given() {
        noClasses()
                .should()
                .callMethodWhere(describe("the system's time", BillingArchitectureTest::asksTheSystem))
                .check(BILLING);
    }

    private static boolean asksTheSystem(JavaAccess<?> access) {
        var owner = access.getTargetOwner();
        boolean now = access.getName().equals("now") && owner.getPackageName().equals("java.time");
        boolean counter = Set.of("currentTimeMillis", "nanoTime").contains(access.getName());
        return now || counter || owner.isEquivalentTo(Clock.class);
    }
}
