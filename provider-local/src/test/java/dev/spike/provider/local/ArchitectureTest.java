package dev.spike.provider.local;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.sql.Connection;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a machine can judge of how the local provider is built. */
class ArchitectureTest {

    private static final JavaClasses PROVIDER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.spike.provider.local");

    private static final Set<String> FOR_OUTSIDE = Set.of(
            "LocalProvider",
            "LocalSchema",
            "LocalBank",
            "LocalDeliverer",
            "LocalPages",
            "Mischief",
            "TestCard",
            "WebhookSink",
            "HttpSink",
            "SignedWebhook");

    @Test
    void the_provider_knows_the_spi_and_nothing_of_what_is_sold() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.spike.provider.local..",
                        "dev.spike.billing",
                        "dev.spike.billing.provider..",
                        "dev.spike.billing.renewal",
                        "dev.spike.ledger",
                        "dev.spike.ledger.schema",
                        "java..",
                        "javax.crypto..",
                        "javax.sql..",
                        "com.sun.net.httpserver..",
                        "org.slf4j..",
                        "org.jspecify..",
                        "tools.jackson..",
                        ""))
                .check(PROVIDER);
    }

    @Test
    void statements_are_prepared_in_stores_only() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Store")
                .should()
                .callMethodWhere(describe(
                        "Connection.prepareStatement or createStatement",
                        (JavaAccess<?> access) -> access.getTargetOwner().isAssignableTo(Connection.class)
                                && Set.of("prepareStatement", "createStatement", "prepareCall")
                                        .contains(access.getName())))
                .check(PROVIDER);
    }

    @Test
    void only_what_applications_call_is_public() {
        classes()
                .that()
                .areTopLevelClasses()
                .and(describe("are not for outside", (JavaClass type) -> !FOR_OUTSIDE.contains(type.getSimpleName())))
                .should()
                .notBePublic()
                .check(PROVIDER);
    }

    @Test
    void time_comes_from_the_clock_that_was_given() {
        noClasses()
                .should()
                .callMethodWhere(describe("the system's time", ArchitectureTest::asksTheSystem))
                .check(PROVIDER);
    }

    private static boolean asksTheSystem(JavaAccess<?> access) {
        boolean now = access.getName().equals("now")
                && access.getTargetOwner().getPackageName().equals("java.time");
        return now || Set.of("currentTimeMillis", "nanoTime").contains(access.getName());
    }
}
