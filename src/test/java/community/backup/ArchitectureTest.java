package community.backup.recoverypoint;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import community.backup.delivery.Delivery;
import community.backup.failure.ErrorBoundary;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;
import software.amazon.awssdk.core.exception.SdkException;

/** The arrows between the packages, and what nothing that ships may do. */
@NullMarked
@AnalyzeClasses(packages = "community.backup", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "community.backup";

    /** What all resource types share; any other package below the root is a type's. */
    private static final String[] SHARED = {
        ROOT + ".handler",
        ROOT + ".wait",
        ROOT + ".service",
        ROOT + ".failure",
        ROOT + ".service.aws",
        ROOT + ".delivery"
    };

    @ArchTest
    static final ArchRule arrows_are_as_designed = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("recoverypoint")
            .definedBy(ROOT + ".recoverypoint")
            .layer("handler")
            .definedBy(ROOT + ".handler")
            .layer("wait")
            .definedBy(ROOT + ".wait")
            .layer("service")
            .definedBy(ROOT + ".service")
            .layer("failure")
            .definedBy(ROOT + ".failure")
            .layer("aws")
            .definedBy(ROOT + ".service.aws")
            .layer("delivery")
            .definedBy(ROOT + ".delivery")
            .whereLayer("recoverypoint")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("handler")
            .mayOnlyBeAccessedByLayers("recoverypoint")
            .whereLayer("aws")
            .mayOnlyBeAccessedByLayers("handler")
            .whereLayer("delivery")
            .mayOnlyBeAccessedByLayers("handler")
            .whereLayer("wait")
            .mayOnlyBeAccessedByLayers("recoverypoint", "handler")
            .whereLayer("failure")
            .mayOnlyBeAccessedByLayers("recoverypoint", "handler", "wait", "aws")
            .whereLayer("service")
            .mayOnlyBeAccessedByLayers("recoverypoint", "handler", "wait", "aws");

    @ArchTest
    static final ArchRule handlers_do_not_see_handlers = noClasses()
            .that()
            .areAssignableTo(Handler.class)
            .should()
            .dependOnClassesThat(JavaClass.Predicates.assignableTo(Handler.class)
                    .and(DescribedPredicate.not(JavaClass.Predicates.type(Handler.class))));

    @ArchTest
    static final ArchRule shared_packages_see_no_resource_type = noClasses()
            .that()
            .resideInAnyPackage(SHARED)
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage(ROOT + "..")
                    .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(SHARED))));

    @ArchTest
    static final ArchRule around_a_handler_only_wiring_sees_what_calls_AWS_Backup = noClasses()
            .that()
            .resideInAPackage(ROOT + ".handler")
            .and()
            .doNotHaveSimpleName("Wiring")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".service.aws", ROOT + ".service");

    @ArchTest
    static final ArchRule only_the_aws_package_uses_the_sdks_backup_package = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".service.aws")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk.services.backup..");

    @ArchTest
    static final ArchRule only_the_delivery_package_uses_any_other_service = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".delivery")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("software.amazon.awssdk.services..")
                    .and(DescribedPredicate.not(
                            JavaClass.Predicates.resideInAPackage("software.amazon.awssdk.services.backup.."))));

    @ArchTest
    static final ArchRule only_the_boundary_sees_the_sdks_exceptions = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ErrorBoundary.class.getName())
            .and()
            .doNotHaveSimpleName("HandlerWrapper")
            .and()
            .resideOutsideOfPackage(ROOT + ".delivery")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(SdkException.class);

    @ArchTest
    static final ArchRule nothing_sleeps_or_makes_threads_but_the_delivery = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Delivery.class.getName())
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.util.concurrent.Executor.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule time_and_chance_are_handed_in = noClasses()
            .that()
            .doNotHaveSimpleName("Wiring")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class);

    @ArchTest
    static final ArchRule decisions_and_translation_are_pure = noClasses()
            .that()
            .resideInAPackage(ROOT + ".wait")
            .or()
            .haveSimpleName("ModelTranslator")
            .or()
            .haveSimpleName("SdkTranslator")
            .or()
            .haveSimpleName("CreateInput")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.assignableTo(Clock.class))
            .orShould()
            .dependOnClassesThat(JavaClass.Predicates.assignableTo(community.backup.service.RecoveryPoints.class))
            .orShould()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("java.io.."));
}
