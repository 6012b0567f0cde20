package community.backup.recoverypoint.safety;

import static community.backup.recoverypoint.safety.Origin.ADOPTED;
import static community.backup.recoverypoint.safety.Origin.IMPORTED;
import static community.backup.recoverypoint.safety.Origin.MADE;
import static community.backup.recoverypoint.safety.Stage.STACK;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.PointStatus;
import community.backup.local.cloudformation.OnFailure;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What can befall a recovery point that a stack owns or is about to own. Each is a row of the table in docs/safety.md. */
@SuppressWarnings("ImmutableEnumChecker") // Lambdas without a state, and sets that nobody changes.
enum Situation {
    IT_CANNOT_BE_TAKEN_OVER(
            "It cannot be adopted or imported",
            stage -> {
                if (stage.origin == IMPORTED) {
                    stage.account.world.deny("backup:DescribeRecoveryPoint");
                    assertThat(stage.account
                                    .importSubject(STACK, stage.arn(), stage.subject())
                                    .status())
                            .isEqualTo("IMPORT_ROLLBACK_COMPLETE");
                } else {
                    stage.account.world.deny("backup:UpdateRecoveryPointLifecycle");
                    stage.deployBadly(stage.subject("Lifecycle: {DeleteAfterDays: 400}"));
                }
            },
            ADOPTED,
            IMPORTED),
    THE_ADOPTION_FAILS_AFTER_A_WAIT(
            "Its adoption fails after a wait, since AWS Backup was still making it",
            stage -> {
                stage.account.world.setStatus(stage.arn(), PointStatus.CREATING, null);
                stage.account.agenda.at(
                        stage.account.clock.instant().plusSeconds(60),
                        () -> stage.account.world.setStatus(stage.arn(), PointStatus.COMPLETED, null));
                stage.account.world.deny("backup:UpdateRecoveryPointLifecycle");
                stage.deployBadly(stage.subject("Lifecycle: {DeleteAfterDays: 400}"));
            },
            ADOPTED),
    A_NEW_STACK_IS_ROLLED_BACK(
            "Another resource fails while the stack is created", stage -> fails(stage, OnFailure.ROLLBACK)),
    A_NEW_STACK_IS_ROLLED_BACK_RETAINING_NOTHING(
            "The same with `--retain-except-on-create`",
            stage -> fails(stage, OnFailure.ROLLBACK_RETAINING_NOTHING_NEW),
            ADOPTED,
            MADE),
    A_NEW_STACK_IS_DELETED_ON_FAILURE(
            "The same with `--on-failure DELETE`", stage -> fails(stage, OnFailure.DELETE), ADOPTED, MADE),
    A_NEW_STACK_IS_LEFT_AND_THEN_DELETED(
            "The same with `--disable-rollback`, and the stack is deleted then",
            stage -> {
                fails(stage, OnFailure.DO_NOTHING);
                stage.deleteStack();
            },
            ADOPTED,
            MADE),
    AN_UPDATE_THAT_ADDS_IT_IS_ROLLED_BACK("An update that adds it is rolled back", stage -> {
        stage.deployWell(stage.anchor());
        if (stage.origin == IMPORTED) {
            importBadly(stage, stage.anchor());
        } else {
            stage.deployBadly(stage.anchor(), stage.subject(), Resources.failing("Subject"));
        }
    }),
    AN_UPDATE_THAT_CHANGES_IT_IS_ROLLED_BACK("An update that changes its lifecycle and tags is rolled back", stage -> {
        stage.own();
        stage.deployBadly(
                stage.anchor(),
                stage.subject("Lifecycle: {DeleteAfterDays: 400}", "Tags: [{Key: owner, Value: shop}]"),
                Resources.failing("Subject"));
    }),
    AN_UPDATE_THAT_REPLACES_IT_IS_ROLLED_BACK("An update that replaces it by another one is rolled back", stage -> {
        stage.own();
        stage.deployBadly(stage.anchor(), stage.successor(), Resources.failing("Subject"));
    }),
    AN_UPDATE_THAT_PUTS_IT_IN_PLACE_IS_ROLLED_BACK(
            "An update that puts it in the place of another one is rolled back",
            stage -> {
                stage.deployWell(Resources.adoption("Subject", Keep.ALWAYS.yaml, stage.account.existing()));
                stage.deployBadly(stage.subject(), Resources.failing("Subject"));
            },
            ADOPTED,
            MADE),
    IT_IS_REPLACED("A createOnly property changes, so that another one replaces it", stage -> {
        stage.own();
        stage.deployWell(stage.anchor(), stage.successor());
    }),
    IT_IS_ADOPTED_IN_ITS_OWN_PLACE(
            "`ExistingRecoveryPointArn`, with its own ARN, is put into the template of its resource",
            stage -> {
                stage.own();
                stage.deployWell(stage.anchor(), stage.alsoNaming("Subject"));
            },
            IMPORTED,
            MADE),
    ITS_LOGICAL_ID_CHANGES(
            "One update removes its resource and adds another that adopts it (a new logical id)", stage -> {
                stage.own();
                stage.deployWell(stage.anchor(), stage.alsoNaming("Renamed"));
            }),
    IT_IS_REMOVED("Its resource is removed from the template", stage -> {
        stage.own();
        stage.deployWell(stage.anchor());
    }),
    THE_STACK_IS_DELETED("The stack is deleted", stage -> {
        stage.own();
        stage.deleteStack();
    }),
    THE_STACK_IS_DELETED_WITHOUT_IT("Its deletion fails, and the stack is deleted with `--retain-resources`", stage -> {
        deleteBadly(stage);
        if (stage.account.cloudFormation.describe(STACK).isPresent()) {
            stage.account.cloudFormation.delete(STACK, Set.of("Subject"));
        }
    }),
    THE_STACK_IS_DELETED_BY_FORCE(
            "Its deletion fails, and the stack is deleted with `--deletion-mode FORCE_DELETE_STACK`", stage -> {
                deleteBadly(stage);
                if (stage.account.cloudFormation.describe(STACK).isPresent()) {
                    stage.account.cloudFormation.forceDelete(STACK);
                }
            }),
    ANOTHER_STACK_THAT_NAMES_IT_IS_ROLLED_BACK("Another stack adopts it too, and is rolled back", stage -> {
        stage.own();
        stage.account.deploy("other", stage.alsoNaming("Also"), Resources.failing("Also"));
    }),
    ANOTHER_STACK_THAT_NAMES_IT_IS_DELETED("Another stack adopts it too, and is deleted", stage -> {
        stage.own();
        stage.account.deploy("other", stage.alsoNaming("Also"));
        stage.account.cloudFormation.delete("other");
    }),
    ANOTHER_RESOURCE_THAT_NAMES_IT_IS_REMOVED(
            "Another resource of the stack adopts it too, and is removed from the template", stage -> {
                stage.own();
                stage.deployWell(stage.anchor(), stage.subject(), stage.alsoNaming("Also"));
                stage.deployWell(stage.anchor(), stage.subject());
            }),
    IT_IS_CHANGED_BY_SOMEBODY(
            "Somebody changes its tags or its lifecycle outside of the stack, and the stack is updated", stage -> {
                stage.own();
                stage.account.drift(stage.arn());
                stage.deployWell(stage.anchor(), stage.subject("Tags: [{Key: owner, Value: shop}]"));
            }),
    ITS_LIFECYCLE_ENDS("Its `Lifecycle.DeleteAfterDays` are over", stage -> {
        stage.own();
        stage.deployWell(stage.anchor(), stage.subject("Lifecycle: {DeleteAfterDays: 1}"));
        stage.account.pass(Duration.ofDays(3));
    });

    /** As people are told. */
    final String text;

    private final Consumer<Stage> play;
    private final Set<Origin> origins;

    Situation(String text, Consumer<Stage> play) {
        this(text, play, Origin.values());
    }

    Situation(String text, Consumer<Stage> play, Origin... origins) {
        this.text = text;
        this.play = play;
        this.origins = EnumSet.of(origins[0], origins);
    }

    /** What becomes of the recovery point; a dash where it cannot come to this. */
    String outcome(Origin origin, Keep keep, boolean rollbacksAreMarked) {
        if (!origins.contains(origin)) {
            return "–";
        }
        Stage stage = new Stage(origin, keep, rollbacksAreMarked);
        play.accept(stage);
        return stage.outcome();
    }

    private static void fails(Stage stage, OnFailure onFailure) {
        if (stage.origin == IMPORTED) {
            importBadly(stage);
        } else {
            stage.createBadly(onFailure, stage.subject(), Resources.failing("Subject"));
        }
    }

    private static void importBadly(Stage stage, String... present) {
        assertThat(stage.account
                        .importing(
                                STACK,
                                Map.of("Subject", stage.arn(), "Missing", Resources.MISSING),
                                String.join("", present),
                                stage.subject(),
                                Resources.imported("Missing", "    DependsOn: Subject\n"))
                        .status())
                .isEqualTo("IMPORT_ROLLBACK_COMPLETE");
    }

    private static void deleteBadly(Stage stage) {
        stage.own();
        stage.account.world.hold(stage.arn(), "hold-1");
        stage.account.cloudFormation.delete(STACK);
    }
}
