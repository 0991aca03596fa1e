package dev.spike.portal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a machine can judge of how the portal is built. */
class ArchitectureTest {

    private static final JavaClasses PORTAL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.spike.portal");

    @Test
    void only_what_applications_write_is_public() {
        assertThat(PORTAL.stream()
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getSimpleName)
                        .toList())
                .containsExactlyInAnyOrderElementsOf(
                        List.of("Portal", "PortalTheme", "Visitors", "Visitor", "Owner", "Right", "HiddenFields"));
    }

    /** So that no page can take an owner from the request, or read what is not the owner's. */
    @Test
    void only_the_door_learns_who_is_looking() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Door")
                .and()
                .doNotHaveFullyQualifiedName("dev.spike.portal.Portal")
                .and()
                .doNotHaveFullyQualifiedName("dev.spike.portal.Portal$Builder")
                .and()
                .doNotHaveSimpleName("Visitors")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("Visitors")
                .check(PORTAL);
    }

    @Test
    void no_page_talks_to_the_database_itself() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(
                        "java.sql..", "javax.sql..", "dev.spike.ledger.postgres..", "dev.spike.billing.postgres..")
                .check(PORTAL);
    }
}
