package community.backup.vaultcontents;

import static community.backup.vaultcontents.SafetyStage.ANCHOR;
import static community.backup.vaultcontents.SafetyStage.FAILING;
import static community.backup.vaultcontents.SafetyStage.OWN_VAULT;
import static community.backup.vaultcontents.SafetyStage.STACK;
import static community.backup.vaultcontents.SafetyStage.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.cloudformation.OnFailure;
import community.backup.local.cloudformation.api.StackQueries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;

/**
 * The events that can happen to the contents of a vault that a stack owns. Each is a row of the table in
 * docs/safety.md.
 */
@NullMarked
@SuppressWarnings("ImmutableEnumChecker") // Lambdas without a state.
enum SafetySituation {
    THE_STACK_IS_DELETED("The stack is deleted", stage -> {
        stage.ownAll();
        stage.delete();
    }),
    THE_ROOT_STACK_IS_DELETED("The vault is in a nested stack, and the root stack is deleted", stage -> {
        stage.ownInNestedStack(folder());
        stage.delete();
    }),
    THE_NESTED_STACK_IS_REMOVED(
            "The nested stack is removed from its parent's template",
            stage -> {
                Path folder = folder();
                stage.ownInNestedStack(folder);
                stage.deployParent(folder, ANCHOR);
            },
            stage -> stage.status(STACK) + " and " + stage.status(stage.nestedStack())),
    THE_NESTED_STACK_IS_DELETED(
            "The nested stack is deleted by its own ARN",
            stage -> {
                stage.ownInNestedStack(folder());
                stage.cloudFormation.delete(stage.nestedStack());
            },
            stage -> stage.status(stage.nestedStack())),
    THE_RESOURCE_IS_REMOVED("The resource is removed from the template", stage -> {
        stage.ownAll();
        stage.deployExpectingSuccess(ANCHOR + OWN_VAULT);
    }),
    THE_VAULT_NAME_CHANGES("`BackupVaultName` changes: the contents of the old vault", stage -> {
        stage.ownContentsOnly();
        stage.world.createVault("weekly");
        stage.deployExpectingSuccess(ANCHOR + stage.contents().replace(VAULT, "weekly"));
    }),
    THE_VAULT_IS_REPLACED_TOO("The vault is replaced by another one with it", stage -> {
        stage.ownAll();
        stage.deployExpectingSuccess((ANCHOR + OWN_VAULT + stage.ownContents()).replace("nightly", "weekly"));
    }),
    THE_LOGICAL_ID_CHANGES("The logical id of the resource changes", stage -> {
        stage.ownAll();
        assertThat(stage.deploy(ANCHOR + OWN_VAULT + stage.named("Renamed")).status())
                .isEqualTo("UPDATE_ROLLBACK_COMPLETE");
    }),
    A_NEW_STACK_IS_ROLLED_BACK(
            "Another resource fails while the stack is created", stage -> stage.createWithFailure(OnFailure.ROLLBACK)),
    A_NEW_STACK_WITH_ITS_VAULT_IS_ROLLED_BACK("The same in a stack that also creates the vault", stage -> {
        stage.deploy(ANCHOR + OWN_VAULT + stage.ownContents() + FAILING);
    }),
    A_STACK_IS_DELETED_AFTER_ITS_ROLLBACK(
            "Another resource fails, and the stack in `ROLLBACK_COMPLETE` is deleted", stage -> {
                stage.createWithFailure(OnFailure.ROLLBACK);
                stage.delete();
            }),
    A_NEW_STACK_IS_DELETED_ON_FAILURE(
            "Another resource fails, with `--on-failure DELETE`", stage -> stage.createWithFailure(OnFailure.DELETE)),
    A_FAILED_STACK_IS_DELETED(
            "Another resource fails, with `--disable-rollback`, and the stack in `CREATE_FAILED` is deleted", stage -> {
                stage.createWithFailure(OnFailure.DO_NOTHING);
                stage.delete();
            }),
    AN_UPDATE_THAT_ADDS_IT_IS_ROLLED_BACK("An update that adds the resource is rolled back", stage -> {
        stage.makeVault();
        stage.deployExpectingSuccess(ANCHOR);
        assertThat(stage.deploy(ANCHOR + stage.contents() + FAILING).status()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
    }),
    AN_UPDATE_THAT_CHANGES_THE_VAULT_IS_ROLLED_BACK(
            "An update that changes `BackupVaultName` is rolled back", stage -> {
                stage.ownContentsOnly();
                stage.world.createVault("weekly");
                stage.deploy(ANCHOR + stage.contents().replace(VAULT, "weekly") + FAILING);
            }),
    A_FAILED_DELETE_IS_REPEATED("Its deletion fails, the cause is removed, and the stack is deleted again", stage -> {
        deleteUnderHold(stage);
        stage.left().forEach(arn -> stage.world.release(arn, "hold"));
        stage.delete();
    }),
    A_FAILED_DELETE_IS_FORCED(
            "Its deletion fails, and the stack is deleted with `--deletion-mode FORCE_DELETE_STACK`", stage -> {
                deleteUnderHold(stage);
                stage.cloudFormation.forceDelete(STACK);
            }),
    A_FAILED_DELETE_RETAINS(
            "Its deletion fails, and the stack is deleted with `--retain-resources Contents Vault`", stage -> {
                deleteUnderHold(stage);
                stage.cloudFormation.delete(STACK, Set.of("Contents", "Vault"));
            }),
    IT_IS_RETAINED("The resource has `DeletionPolicy: Retain`, and the stack is deleted", stage -> {
        stage.makeVault();
        stage.deployExpectingSuccess(ANCHOR + stage.contents("DeletionPolicy: Retain"));
        stage.delete();
    }),
    A_SECOND_STACK_WANTS_IT(
            "A second stack creates a resource for the same vault",
            stage -> {
                stage.ownContentsOnly();
                stage.cloudFormation.deploy(SafetyStage.request("second", stage.contents()));
            },
            stage -> stage.status("second")),
    IT_IS_IMPORTED_WITHOUT_A_MARK("It is imported for a vault without a mark", stage -> {
        stage.makeVault();
        stage.fill();
        importInto(stage, STACK, "");
    }),
    ANOTHER_STACK_IMPORTS_IT(
            "One stack retains it, another one imports it and is deleted",
            stage -> {
                retain(stage);
                importInto(stage, "second", "");
                stage.cloudFormation.describe("second").ifPresent(each -> stage.cloudFormation.delete("second"));
            },
            stage -> stage.status("second")),
    ITS_STACK_IMPORTS_IT("Its own stack retains and removes it, imports it again and is deleted", stage -> {
        retain(stage);
        importInto(stage, STACK, ANCHOR);
        stage.delete();
    }),
    CLOUD_CONTROL_DELETES_IT("Cloud Control deletes the resource of a stack that stays", stage -> {
        stage.ownContentsOnly();
        assertThat(stage.withoutStack("DELETE").path("errorCode").asText()).isEqualTo("NotStabilized");
    }),
    CLOUD_CONTROL_OWNS_IT(
            "Cloud Control created the resource, and deletes it",
            stage -> {
                stage.makeVault();
                stage.withoutStack("CREATE");
                stage.fill();
                assertThat(stage.withoutStack("DELETE").path("status").asText()).isEqualTo("SUCCESS");
            },
            stage -> "no stack"),
    THE_MARK_IS_REMOVED("Somebody removes the tags of the mark, and the stack is deleted", stage -> {
        stage.ownAll();
        stage.world.tagsOf(VAULT).keySet().forEach(key -> stage.world.tagVault(VAULT, key, null));
        stage.delete();
    }),
    THE_VAULT_IS_LOCKED("The vault gets a vault lock, and the stack is deleted", stage -> {
        stage.ownAll();
        stage.world.lockVault(VAULT, 1L, 10L);
        stage.delete();
    }),
    THE_VAULT_DENIES_DELETIONS("The vault's access policy denies deletions, and the stack is deleted", stage -> {
        stage.ownAll();
        stage.world.denyInVault(VAULT, "backup:DeleteRecoveryPoint");
        stage.delete();
    }),
    THE_STACK_CANNOT_BE_READ(
            "The execution role lacks `cloudformation:DescribeStacks`, and the stack is deleted", stage -> {
                stage.ownAll();
                stage.queries.deny(StackQueries.DESCRIBE_STACKS);
                stage.delete();
            }),
    ALL_IN_ONE_STACK("Vault, plan and backup role are in the stack, with the `DependsOn` of the role", stage -> {
        planned(stage, "DependsOn: Role");
        stage.delete();
    }),
    THE_ROLE_GOES_TOO_EARLY("The same without the `DependsOn`: the role is deleted before the contents", stage -> {
        planned(stage);
        stage.delete();
    });

    /** The situation in the words of docs/safety.md. */
    final String text;

    private final Consumer<SafetyStage> play;
    private final Function<SafetyStage, String> end;

    SafetySituation(String text, Consumer<SafetyStage> play) {
        this(text, play, stage -> stage.status(STACK));
    }

    SafetySituation(String text, Consumer<SafetyStage> play, Function<SafetyStage, String> end) {
        this.text = text;
        this.play = play;
        this.end = end;
    }

    /** The outcome for the recovery points, and for the stack. */
    record Outcome(String points, String stack) {}

    Outcome outcome(EmptyOn emptyOn, boolean existing) {
        SafetyStage stage = new SafetyStage(emptyOn, existing);
        play.accept(stage);
        return new Outcome(stage.outcome(), end.apply(stage));
    }

    /** The folder for the templates of nested stacks. */
    private static Path folder() {
        try {
            return Files.createTempDirectory("nested");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the stack while one recovery point is under a legal hold. */
    private static void deleteUnderHold(SafetyStage stage) {
        stage.ownAll();
        stage.world.hold(stage.fill(), "hold");
        stage.delete();
        assertThat(stage.status(STACK)).isEqualTo("`DELETE_FAILED`");
    }

    /** Removes the resource from the stack with DeletionPolicy Retain, so that the mark stays. */
    private static void retain(SafetyStage stage) {
        stage.makeVault();
        stage.deployExpectingSuccess(ANCHOR + stage.contents("DeletionPolicy: Retain"));
        stage.deployExpectingSuccess(ANCHOR);
        assertThat(stage.world.tagsOf(VAULT)).isNotEmpty();
    }

    private static void importInto(SafetyStage stage, String stack, String others) {
        stage.cloudFormation.importResources(
                SafetyStage.request(stack, others + stage.contents("DeletionPolicy: Delete")),
                Map.of("Contents", Map.of("BackupVaultName", VAULT)));
    }

    /** Makes a plan that fills the vault, with a role that the stack makes too. */
    private static void planned(SafetyStage stage, String... lines) {
        String role = """
                  Role:
                    Type: AWS::IAM::Role
                    Properties:
                      RoleName: backup
                      AssumeRolePolicyDocument: {}
                """;
        String plan = """
                  Plan:
                    Type: AWS::Backup::BackupPlan
                    Properties:
                      BackupPlan:
                        BackupPlanName: daily
                        BackupPlanRule:
                          - RuleName: daily
                            TargetBackupVault: !Ref Contents
                            ScheduleExpression: cron(0 5 ? * * *)
                            StartWindowMinutes: 60
                  Selection:
                    Type: AWS::Backup::BackupSelection
                    Properties:
                      BackupPlanId: !Ref Plan
                      BackupSelection:
                        SelectionName: all
                        IamRoleArn: !GetAtt Role.Arn
                        Resources: ["arn:aws:ec2:us-east-1:123456789012:volume/vol-1"]
                """;
        stage.deployExpectingSuccess(ANCHOR + OWN_VAULT + role);
        stage.fillOfRole();
        stage.deployExpectingSuccess(ANCHOR + OWN_VAULT + role + stage.ownContents(lines) + plan);
        stage.clock.advance(Duration.ofDays(3));
        stage.countPlanned();
    }
}
