package community.backup.recoverypoint.safety;

import static community.backup.recoverypoint.safety.Origin.IMPORTED;
import static community.backup.recoverypoint.safety.Origin.MADE;
import static community.backup.recoverypoint.safety.Stage.STACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.backup.local.cloudformation.OnFailure;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The events that can happen to a recovery point that a stack owns or is about to own. Each is a row of the table in
 * docs/safety.md.
 */
@SuppressWarnings("ImmutableEnumChecker") // Lambdas without a state, and sets that nobody changes.
enum Situation {
    IT_CANNOT_BE_IMPORTED(
            "It cannot be imported",
            stage -> {
                stage.account.world.deny("backup:DescribeRecoveryPoint");
                assertThat(stage.account
                                .importSubject(STACK, stage.arn(), stage.subject())
                                .status())
                        .isEqualTo("IMPORT_ROLLBACK_COMPLETE");
            },
            IMPORTED),
    A_NEW_STACK_IS_ROLLED_BACK(
            "Another resource fails while the stack is created", stage -> fails(stage, OnFailure.ROLLBACK)),
    A_NEW_STACK_IS_ROLLED_BACK_RETAINING_NOTHING(
            "The same with `--retain-except-on-create`",
            stage -> fails(stage, OnFailure.ROLLBACK_RETAIN_EXCEPT_ON_CREATE),
            MADE),
    A_NEW_STACK_IS_DELETED_ON_FAILURE(
            "The same with `--on-failure DELETE`", stage -> fails(stage, OnFailure.DELETE), MADE),
    A_NEW_STACK_IS_LEFT_AND_THEN_DELETED(
            "The same with `--disable-rollback`, and the stack is deleted then",
            stage -> {
                fails(stage, OnFailure.DO_NOTHING);
                stage.deleteStack();
            },
            MADE),
    AN_UPDATE_THAT_ADDS_IT_IS_ROLLED_BACK("An update that adds it is rolled back", stage -> {
        stage.deployExpectingSuccess(stage.anchor());
        if (stage.origin == IMPORTED) {
            importExpectingRollback(stage, stage.anchor());
        } else {
            stage.deployExpectingRollback(stage.anchor(), stage.subject(), Resources.failing("Subject"));
        }
    }),
    AN_UPDATE_THAT_CHANGES_IT_IS_ROLLED_BACK("An update that changes its lifecycle and tags is rolled back", stage -> {
        stage.own();
        stage.deployExpectingRollback(
                stage.anchor(),
                stage.subject("Lifecycle: {DeleteAfterDays: 400}", "Tags: [{Key: owner, Value: shop}]"),
                Resources.failing("Subject"));
    }),
    AN_UPDATE_THAT_REPLACES_IT_IS_ROLLED_BACK("An update that replaces it by another one is rolled back", stage -> {
        stage.own();
        stage.deployExpectingRollback(stage.anchor(), stage.successor(), Resources.failing("Subject"));
    }),
    AN_UPDATE_THAT_PUTS_IT_IN_PLACE_IS_ROLLED_BACK(
            "An update that puts it in the place of another one is rolled back",
            stage -> {
                stage.deployExpectingSuccess(Resources.backup("Subject", Keep.ALWAYS.yaml, "fs-2"));
                stage.deployExpectingRollback(stage.subject(), Resources.failing("Subject"));
            },
            MADE),
    IT_IS_REPLACED("A createOnly property changes, so that another one replaces it", stage -> {
        stage.own();
        stage.deployExpectingSuccess(stage.anchor(), stage.successor());
    }),
    ITS_LOGICAL_ID_CHANGES("Its logical id changes in the template", stage -> {
        stage.own();
        if (stage.origin == IMPORTED) {
            stage.deployExpectingRollback(stage.anchor(), stage.renamed());
        } else {
            stage.deployExpectingSuccess(stage.anchor(), stage.renamed());
        }
    }),
    IT_IS_REMOVED("Its resource is removed from the template", stage -> {
        stage.own();
        stage.deployExpectingSuccess(stage.anchor());
    }),
    THE_STACK_IS_DELETED("The stack is deleted", stage -> {
        stage.own();
        stage.deleteStack();
    }),
    THE_STACK_IS_DELETED_WITHOUT_IT("Its deletion fails, and the stack is deleted with `--retain-resources`", stage -> {
        deleteUnderHold(stage);
        if (stage.account.cloudFormation.describe(STACK).isPresent()) {
            stage.account.cloudFormation.delete(STACK, Set.of("Subject"));
        }
    }),
    THE_STACK_IS_DELETED_BY_FORCE(
            "Its deletion fails, and the stack is deleted with `--deletion-mode FORCE_DELETE_STACK`", stage -> {
                deleteUnderHold(stage);
                if (stage.account.cloudFormation.describe(STACK).isPresent()) {
                    stage.account.cloudFormation.forceDelete(STACK);
                }
            }),
    ANOTHER_STACK_IMPORTS_IT("Another stack imports it too, by the same identifier", stage -> {
        stage.own();
        assertThatThrownBy(() -> stage.account.importSubject("other", stage.arn(), stage.imported()))
                .hasMessageContaining("already in a stack");
    }),
    ANOTHER_STACK_IMPORTS_IT_BY_ANOTHER_IDENTIFIER(
            "Another stack imported it by its ARN, although its own stack owns it by its job. The other stack is deleted",
            stage -> {
                stage.ownDiskBackup();
                stage.account.importSubject("other", stage.arn(), stage.imported());
                stage.account.cloudFormation.delete("other");
            },
            MADE),
    IT_IS_CHANGED_BY_SOMEBODY(
            "Somebody changes its tags or its lifecycle outside of the stack, and the stack is updated", stage -> {
                stage.own();
                stage.account.drift(stage.arn());
                stage.deployExpectingSuccess(stage.anchor(), stage.subject("Tags: [{Key: owner, Value: shop}]"));
            }),
    ITS_LIFECYCLE_ENDS("Its `Lifecycle.DeleteAfterDays` are over", stage -> {
        stage.own();
        stage.deployExpectingSuccess(stage.anchor(), stage.subject("Lifecycle: {DeleteAfterDays: 1}"));
        stage.account.pass(Duration.ofDays(3));
    });

    /** The situation in the words of docs/safety.md. */
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

    /** The outcome for the recovery point; a dash if the situation cannot happen to a recovery point of this origin. */
    String outcome(Origin origin, Keep keep) {
        if (!origins.contains(origin)) {
            return "–";
        }
        Stage stage = new Stage(origin, keep);
        play.accept(stage);
        return stage.outcome();
    }

    private static void fails(Stage stage, OnFailure onFailure) {
        if (stage.origin == IMPORTED) {
            importExpectingRollback(stage);
        } else {
            stage.createExpectingFailure(onFailure, stage.subject(), Resources.failing("Subject"));
        }
    }

    private static void importExpectingRollback(Stage stage, String... present) {
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

    private static void deleteUnderHold(Stage stage) {
        stage.own();
        stage.account.world.hold(stage.arn(), "hold-1");
        stage.account.cloudFormation.delete(STACK);
    }
}
