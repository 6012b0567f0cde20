package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.EBS;
import static community.backup.recoverypoint.LocalAccount.EFS;
import static community.backup.recoverypoint.LocalAccount.PERMISSIONS;
import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.backupOf;
import static community.backup.recoverypoint.LocalAccount.failed;
import static community.backup.recoverypoint.LocalAccount.identified;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.recoverypoint.LocalAccount.Run;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** Tests that the type needs every action of {@code resource-role.yaml}, and that the failure names the missing one. */
@NullMarked
class RoleWithoutAnActionTest {

    private static final Pattern RESOURCE = Pattern.compile("on resource: (\\S+)");

    /**
     * An operation that needs an action.
     *
     * @param operation prepares the account with the whole role, runs the argument to remove the action, and runs the
     *     operation
     * @param normally how the operation ends with the whole role: the error code; null if it succeeds
     * @param code how the operation ends without the action
     * @param words texts that the message then has
     */
    record MissingAction(
            String action,
            BiFunction<LocalAccount, Runnable, Run> operation,
            @Nullable HandlerErrorCode normally,
            HandlerErrorCode code,
            List<String> words) {
        @Override
        public String toString() {
            return action;
        }
    }

    private static MissingAction denied(String action, BiFunction<LocalAccount, Runnable, Run> operation) {
        boolean tags = action.equals("backup:TagResource") || action.equals("backup:UntagResource");
        HandlerErrorCode code = tags ? HandlerErrorCode.UnauthorizedTaggingOperation : HandlerErrorCode.AccessDenied;
        return new MissingAction(action, operation, null, code, List.of(action, "execution role"));
    }

    static final List<MissingAction> ROWS = List.of(
            denied("backup:DeleteRecoveryPoint", (account, removeAction) -> {
                String arn = efs(account);
                removeAction.run();
                return account.delete(identified(arn));
            }),
            denied("backup:DescribeBackupJob", (account, removeAction) -> {
                removeAction.run();
                return account.create(backupOf(EFS));
            }),
            denied("backup:DescribeRecoveryPoint", (account, removeAction) -> {
                String arn = efs(account);
                removeAction.run();
                return account.read(identified(arn));
            }),
            denied("backup:ListBackupJobs", (account, removeAction) -> {
                Call start = new Call(backupOf(EFS));
                start.until = step -> true;
                ResourceModel running = account.run(Operations.CREATE, start).model();
                removeAction.run();
                return account.delete(running);
            }),
            new MissingAction(
                    "backup:ListBackupVaults",
                    (account, removeAction) -> {
                        ResourceModel elsewhere = identified(efs(account));
                        elsewhere.setBackupVaultName("elsewhere");
                        removeAction.run();
                        return account.read(elsewhere);
                    },
                    HandlerErrorCode.NotFound,
                    HandlerErrorCode.AccessDenied,
                    List.of("backup:ListBackupVaults is denied too")),
            denied("backup:ListRecoveryPointsByBackupVault", (account, removeAction) -> {
                removeAction.run();
                return account.list(
                        ResourceModel.builder().backupVaultName(VAULT).build());
            }),
            denied("backup:ListTags", (account, removeAction) -> {
                String arn = efs(account);
                removeAction.run();
                return account.read(identified(arn));
            }),
            denied("backup:StartBackupJob", (account, removeAction) -> {
                removeAction.run();
                return account.create(backupOf(EFS));
            }),
            denied("backup:StopBackupJob", (account, removeAction) -> {
                Call start = new Call(backupOf(EBS));
                start.until = step -> true;
                ResourceModel running = account.run(Operations.CREATE, start).model();
                removeAction.run();
                return account.delete(running);
            }),
            denied("backup:TagResource", (account, removeAction) -> {
                ResourceModel point = identified(efs(account));
                removeAction.run();
                return account.update(tagged(point), point);
            }),
            denied("backup:UntagResource", (account, removeAction) -> {
                ResourceModel point = identified(efs(account));
                account.update(tagged(point), point);
                removeAction.run();
                return account.update(point, tagged(point));
            }),
            denied("backup:UpdateRecoveryPointLifecycle", (account, removeAction) -> {
                ResourceModel point = identified(efs(account));
                removeAction.run();
                return account.update(
                        point.toBuilder()
                                .lifecycle(
                                        Lifecycle.builder().deleteAfterDays(30L).build())
                                .build(),
                        point);
            }),
            denied("iam:PassRole", (account, removeAction) -> {
                removeAction.run();
                return account.create(backupOf(EFS));
            }),
            new MissingAction(
                    "iam:CreateServiceLinkedRole",
                    (account, removeAction) -> {
                        String arn = efs(account);
                        removeAction.run();
                        return account.delete(identified(arn));
                    },
                    null,
                    HandlerErrorCode.NotStabilized,
                    List.of(
                            "EXPIRED, still stored and billed",
                            "allow iam:CreateServiceLinkedRole for backup.amazonaws.com to it and to the type's execution role")));

    private static String efs(LocalAccount account) {
        return account.world.point(VAULT, ProtectedResourceType.EFS).put();
    }

    private static ResourceModel tagged(ResourceModel model) {
        return model.toBuilder().tags(Set.of(new Tag("a", "b"))).build();
    }

    @Test
    void the_table_has_every_action_of_the_role() {
        assertThat(ROWS.stream().map(MissingAction::action).collect(Collectors.toSet()))
                .isEqualTo(PERMISSIONS.allowedActions());
    }

    static Stream<MissingAction> denials() {
        return ROWS.stream().filter(row -> row.words().contains("execution role"));
    }

    @ParameterizedTest
    @MethodSource("denials")
    void a_denial_names_the_resource_that_aws_backup_checks_and_never_another(MissingAction row) {
        LocalAccount account = new LocalAccount();

        String message = row.operation()
                .apply(account, () -> account.world.caller(PERMISSIONS.without(row.action())))
                .message();

        Matcher checked = RESOURCE.matcher(message);
        assertThat(checked.find()).as(message).isTrue();
        assertThat(message).contains("execution role needs " + row.action() + " " + words(checked.group(1)) + ", and ");
    }

    private static String words(String resource) {
        if (resource.equals("*")) {
            return "on the resource *";
        }
        String[] parts = resource.split(":", 6);
        if (parts[5].startsWith("backup-vault:")) {
            return "on the backup vault";
        }
        return parts[2].equals("iam")
                ? "on the role in IamRoleArn, for backup.amazonaws.com"
                : "on this recovery point";
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void with_the_whole_role_the_operation_ends_as_it_should(MissingAction row) {
        Run run = row.operation().apply(new LocalAccount(), () -> {});

        assertThat(run.end().getErrorCode()).as(run.message()).isEqualTo(row.normally());
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void without_the_action_it_fails_and_says_what_is_missing(MissingAction row) {
        LocalAccount account = new LocalAccount();

        Run run = row.operation().apply(account, () -> account.world.caller(PERMISSIONS.without(row.action())));

        failed(run, row.code(), row.words().toArray(String[]::new));
    }
}
