package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.EBS;
import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.backupOf;
import static community.backup.recoverypoint.LocalAccount.failed;
import static community.backup.recoverypoint.LocalAccount.identified;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.service.Arn;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** Names in a request become parts of the paths of calls. So the handler refuses an invalid name before any call. */
@NullMarked
class IdentifiersTest {
    private static final List<String> NO_VAULTS = List.of(
            "..",
            "../nightly",
            "a/../nightly",
            "./nightly",
            "nightly/",
            "/nightly",
            "n",
            "nightly%2f",
            "nightly?a=b",
            "nightly#",
            "nightly\n",
            "nightly\u0000",
            "night ly",
            "nightl\u0443",
            "\ud800x",
            "n".repeat(256),
            "n".repeat(1_000_000));

    private static final List<String> NO_IDENTITIES = List.of(
            "snap-1",
            "..",
            "backup-job/x",
            "backup-job//2026-03-01T12:00:00Z",
            "backup-job/../2026-03-01T12:00:00Z",
            "backup-job/x/2026-03-01T12:00:00Z/..",
            "arn:aws:backup:eu-west-1:123456789012:recovery-point:1\n",
            "arn:aws:backup:eu-west-1:123456789012:recovery-point:\u00001",
            "arn:aws:backup:eu-west-1:123456789012:recovery-point:1\u20282",
            "arn:aws:backup:eu-west-1:123456789012:recovery-point:" + "1".repeat(1000),
            "arn:aws" + "-a".repeat(50_000));

    private final LocalAccount account = new LocalAccount();

    static Stream<Arguments> operationsAndVaults() {
        return Stream.of(Operations.values())
                .flatMap(each -> NO_VAULTS.stream().map(vault -> Arguments.of(each, vault)));
    }

    @ParameterizedTest
    @MethodSource("operationsAndVaults")
    void nothing_is_asked_about_what_can_be_no_vault(Operations operation, String vault) {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        ResourceModel model = identified(arn).toBuilder().backupVaultName(vault).build();

        failed(account.run(operation, new Call(model).from(model)), HandlerErrorCode.InvalidRequest, "BackupVaultName");
        assertThat(account.backup.calls()).isEmpty();
        assertThat(account.log).hasSize(1).noneMatch(line -> line.matches("(?s).*\\p{Cntrl}.*"));
    }

    static Stream<Arguments> operationsAndIdentities() {
        return Stream.of(Operations.READ, Operations.UPDATE, Operations.DELETE)
                .flatMap(each -> NO_IDENTITIES.stream().map(id -> Arguments.of(each, id)));
    }

    @ParameterizedTest
    @MethodSource("operationsAndIdentities")
    void what_can_be_no_identity_is_not_taken_for_something_missing(Operations operation, String id) {
        LocalAccount.Run run = account.run(operation, new Call(identified(id)).from(identified(id)));

        failed(run, HandlerErrorCode.InvalidRequest, "RecoveryPointId");
        assertThat(run.message()).hasSizeLessThan(400).doesNotContainPattern("\\p{Cntrl}");
        assertThat(account.backup.calls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Operations.class,
            names = {"READ", "UPDATE", "DELETE"})
    void what_has_the_form_of_an_identity_and_cannot_exist_is_missing(Operations operation) {
        ResourceModel model = identified("backup-job/x/2026-99-99T99:99:99Z");

        failed(account.run(operation, new Call(model).from(model)), HandlerErrorCode.NotFound, "RecoveryPointId");
    }

    @Test
    void what_can_be_no_arn_is_not_taken_for_what_a_job_has_made() {
        ResourceModel created = account.create(backupOf(EBS)).model();
        account.backup.forgetCalls();

        failed(
                account.delete(created.toBuilder().recoveryPointArn("../x").build()),
                HandlerErrorCode.InvalidRequest,
                "RecoveryPointArn");
        assertThat(account.backup.calls()).isEmpty();
    }

    /**
     * The handler checks both properties itself, because the runtime does not validate every request against the
     * schema.
     */
    @Test
    void what_can_be_no_resource_and_no_role_is_not_backed_up() {
        ResourceModel noResource = backupOf(EBS + "\n");
        ResourceModel noRole =
                backupOf(EBS).toBuilder().iamRoleArn("arn:aws:iam::x:role/y").build();

        failed(account.create(noResource), HandlerErrorCode.InvalidRequest, "ResourceArn");
        failed(account.create(noRole), HandlerErrorCode.InvalidRequest, "IamRoleArn");
        assertThat(account.backup.calls()).isEmpty();
    }

    @Test
    void an_identity_is_as_long_as_the_schema_says() {
        assertThat(Arn.LONGEST).isEqualTo(Identifiers.RECOVERY_POINT_ID.most());
    }
}
