package community.backup;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import community.backup.delivery.Delivery;
import community.backup.failure.ErrorBoundary;
import community.backup.wait.Pace;
import community.backup.wait.Pause;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import software.amazon.awssdk.core.exception.SdkException;

/** Checks the dependencies between the packages, and the rules for all code that ships. */
@NullMarked
@AnalyzeClasses(packages = "community.backup", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "community.backup";

    private static final String[] CALLED_BY_HANDLERS = {
        "software.amazon.awssdk.services.backup..", "software.amazon.awssdk.services.cloudformation.."
    };

    private static final String[] TYPES = {"recoverypoint", "vaultcontents"};

    /** The packages that all resource types share. Any other package below the root belongs to one type. */
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
            .layer("vaultcontents")
            .definedBy(ROOT + ".vaultcontents")
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
            // The types do not depend on each other.
            .whereLayer("recoverypoint")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("vaultcontents")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("handler")
            .mayOnlyBeAccessedByLayers(TYPES)
            .whereLayer("aws")
            .mayOnlyBeAccessedByLayers("handler")
            .whereLayer("delivery")
            .mayOnlyBeAccessedByLayers("handler")
            .whereLayer("wait")
            .mayOnlyBeAccessedByLayers(types("handler"))
            .whereLayer("failure")
            .mayOnlyBeAccessedByLayers(types("handler", "wait", "service", "aws"))
            .whereLayer("service")
            .mayOnlyBeAccessedByLayers(types("handler", "wait", "aws"));

    private static String[] types(String... andShared) {
        return Stream.concat(Stream.of(TYPES), Stream.of(andShared)).toArray(String[]::new);
    }

    @ArchTest
    static final ArchRule handlers_of_recovery_points_do_not_see_handlers =
            handlersDoNotSeeHandlers(ROOT + ".recoverypoint.Handler");

    @ArchTest
    static final ArchRule handlers_of_vault_contents_do_not_see_handlers =
            handlersDoNotSeeHandlers(ROOT + ".vaultcontents.ContentsHandler");

    private static ArchRule handlersDoNotSeeHandlers(String base) {
        return noClasses()
                .that()
                .areAssignableTo(base)
                .should()
                .dependOnClassesThat(JavaClass.Predicates.assignableTo(base)
                        .and(DescribedPredicate.not(HasName.Predicates.name(base))));
    }

    @ArchTest
    static final ArchRule every_resource_type_is_known_here = noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .should()
            .resideOutsideOfPackages(
                    Stream.concat(Stream.of(SHARED), Stream.of(TYPES).map(type -> ROOT + "." + type))
                            .toArray(String[]::new));

    @ArchTest
    static final ArchRule shared_packages_see_no_resource_type = noClasses()
            .that()
            .resideInAnyPackage(SHARED)
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage(ROOT + "..")
                    .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(SHARED))));

    @ArchTest
    static final ArchRule around_a_handler_only_wiring_sees_what_calls_AWS = noClasses()
            .that()
            .resideInAPackage(ROOT + ".handler")
            .and()
            .doNotHaveSimpleName("Wiring")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".service.aws", ROOT + ".service");

    @ArchTest
    static final ArchRule only_the_aws_package_uses_the_sdks_packages_of_backup_and_cloudformation = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".service.aws")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CALLED_BY_HANDLERS);

    @ArchTest
    static final ArchRule only_the_delivery_package_uses_any_other_service = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".delivery")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("software.amazon.awssdk.services..")
                    .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(CALLED_BY_HANDLERS))));

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
    static final ArchRule nothing_sleeps_but_a_pause_or_makes_threads_but_the_delivery = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Delivery.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(Pause.class.getName())
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
            .and()
            // Pace spaces calls in time, so it needs a clock. Its caller passes the clock and the pause.
            .doNotHaveFullyQualifiedName(Pace.class.getName())
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
