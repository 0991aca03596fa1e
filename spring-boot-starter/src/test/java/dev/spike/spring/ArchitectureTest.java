package dev.spike.spring;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.sql.Connection;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a machine can judge of how the starter is built. */
class ArchitectureTest {

    private static final JavaClasses STARTER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.spike.spring");

    private static final Set<String> FOR_OUTSIDE = Set.of("BillableResolver", "SpikeDataSource");

    @Test
    void only_what_applications_write_is_public() {
        classes()
                .that()
                .resideInAPackage("dev.spike.spring")
                .and()
                .areTopLevelClasses()
                .and(describe("are not for outside", (JavaClass type) -> !FOR_OUTSIDE.contains(type.getSimpleName())))
                .should()
                .notBePublic()
                .check(STARTER);
    }

    @Test
    void nothing_is_scanned_for() {
        noClasses().should().beAnnotatedWith(ComponentScan.class).check(STARTER);
        noClasses().should().beAnnotatedWith(Component.class).check(STARTER);
    }

    @Test
    void nothing_is_injected_into_fields() {
        noFields().should().beAnnotatedWith(Autowired.class).check(STARTER);
    }

    @Test
    void no_transaction_is_opened_by_annotation() {
        noClasses().should().beAnnotatedWith(Transactional.class).check(STARTER);
        noMethods().should().beAnnotatedWith(Transactional.class).check(STARTER);
    }

    @Test
    void no_statement_is_prepared_here() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "Connection.prepareStatement or createStatement",
                        (JavaAccess<?> access) -> access.getTargetOwner().isAssignableTo(Connection.class)
                                && Set.of("prepareStatement", "createStatement", "prepareCall")
                                        .contains(access.getName())))
                .check(STARTER);
    }

    @Test
    void time_comes_from_the_clock_that_was_given() {
        noClasses()
                .should()
                .callMethodWhere(describe("the system's time", ArchitectureTest::asksTheSystem))
                .check(STARTER);
    }

    private static boolean asksTheSystem(JavaAccess<?> access) {
        boolean now = access.getName().equals("now")
                && access.getTargetOwner().getPackageName().equals("java.time");
        return now || Set.of("currentTimeMillis", "nanoTime").contains(access.getName());
    }
}
