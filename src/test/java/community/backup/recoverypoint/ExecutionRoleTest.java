package community.backup.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.cloudformation.ExecutionRole;
import community.backup.local.iam.Access;
import community.backup.local.iam.Identity;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which actions {@code resource-role.yaml} allows for each form of ARN, and who can assume the role. */
@NullMarked
class ExecutionRoleTest {
    private static final Account ACCOUNT = new Account("123456789012", "eu-west-1", "aws");

    /** The actions on a recovery point, whichever service stores it. */
    private static final List<String> ON_POINTS = List.of(
            "backup:DeleteRecoveryPoint", "backup:DescribeRecoveryPoint", "backup:UpdateRecoveryPointLifecycle");

    private static final List<String> ON_TAGS =
            List.of("backup:ListTags", "backup:TagResource", "backup:UntagResource");

    static Stream<Account> partitions() {
        return Stream.of(
                ACCOUNT,
                new Account("123456789012", "cn-north-1", "aws-cn"),
                new Account("123456789012", "us-gov-west-1", "aws-us-gov"));
    }

    @ParameterizedTest
    @MethodSource("partitions")
    void it_is_wide_enough_for_every_arn_that_the_schema_admits(Account account) {
        String pattern = PermissionsTest.SCHEMA
                .at("/properties/RecoveryPointArn/pattern")
                .asText();
        List<String> arns = SchemaArns.of(pattern, account);

        assertThat(arns).hasSize(2 + 1 + 5 * 6 * 2);
        arns.forEach(arn -> wideEnough(ExecutionRole.identity(account), arn));
    }

    @ParameterizedTest
    @EnumSource(ProtectedResourceType.class)
    void it_is_wide_enough_for_every_arn_of_the_local_aws_backup(ProtectedResourceType type) {
        LocalAwsBackup backup = new LocalAwsBackup(Clock.systemUTC(), ACCOUNT);
        backup.world().createVault("v").createAirGappedVault("gap", 7, 30);

        wideEnough(
                ExecutionRole.identity(ACCOUNT), backup.world().point("v", type).put());
        wideEnough(
                ExecutionRole.identity(ACCOUNT),
                backup.world().point("gap", type).put());
    }

    private static void wideEnough(Identity role, String arn) {
        assertThat(ON_POINTS).as(arn).allSatisfy(action -> assertThat(role.refusal(new Access(action, arn)))
                .isEmpty());
        if (arn.split(":", 4)[2].equals("backup")) {
            assertThat(ON_TAGS).as(arn).allSatisfy(action -> assertThat(role.refusal(new Access(action, arn)))
                    .isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nightly", "aws/efs/automatic-backup-vault", "Default"})
    void it_is_wide_enough_for_every_vault_whichever_arn_is_asked_for(String vault) {
        Identity role = ExecutionRole.identity(ACCOUNT);
        String arn = ACCOUNT.arn("backup", "backup-vault:" + vault);

        assertThat(ON_POINTS).allSatisfy(action -> assertThat(role.refusal(new Access(action, arn)))
                .isEmpty());
        assertThat(role.allows(new Access("backup:StartBackupJob", arn))).isTrue();
        assertThat(role.allows(new Access("backup:ListRecoveryPointsByBackupVault", arn)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:backup:eu-west-2:123456789012:recovery-point:1",
                "arn:aws:backup:eu-west-1:210987654321:recovery-point:1",
                "arn:aws:backup:eu-west-1:210987654321:backup-vault:theirs",
                "arn:aws:backup:eu-west-1:123456789012:backup-plan:1",
                "arn:aws:ec2:eu-west-2::snapshot/snap-1",
                "arn:aws:ec2:eu-west-1:123456789012:volume/vol-1",
                "arn:aws:rds:eu-west-1:210987654321:snapshot:awsbackup:job-1",
                "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-1",
                "arn:aws:s3:::bucket",
                "arn:aws-cn:rds:eu-west-1:123456789012:snapshot:awsbackup:job-1"
            })
    void it_is_for_the_recovery_points_and_vaults_of_this_account_and_region_only(String arn) {
        Identity role = ExecutionRole.identity(ACCOUNT);

        assertThat(Stream.concat(
                                role.allowedActions().stream().filter(action -> action.startsWith("backup:")),
                                Stream.of("backup:DeleteBackupVault", "backup:StartRestoreJob"))
                        .filter(action -> role.allows(new Access(action, arn))))
                .containsExactlyElementsOf(WITHOUT_RESOURCE);
    }

    /** IAM checks these actions only on the resource *. */
    private static final List<String> WITHOUT_RESOURCE = List.of(
            "backup:DescribeBackupJob", "backup:ListBackupJobs", "backup:ListBackupVaults", "backup:StopBackupJob");

    @Test
    void it_tags_nothing_but_recovery_points() {
        Identity role = ExecutionRole.identity(ACCOUNT);

        assertThat(ON_TAGS).noneSatisfy(action -> assertThat(
                        role.allows(new Access(action, ACCOUNT.arn("backup", "backup-vault:nightly"))))
                .isTrue());
    }

    @Test
    void it_hands_roles_to_aws_backup_only() {
        Identity role = ExecutionRole.identity(ACCOUNT);
        String backupRole = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole";

        assertThat(role.allows(passing(backupRole, "backup.amazonaws.com"))).isTrue();
        assertThat(role.allows(passing(backupRole, "ec2.amazonaws.com"))).isFalse();
        assertThat(role.allows(new Access("iam:PassRole", backupRole))).isFalse();
        assertThat(role.allows(passing("arn:aws:iam::210987654321:role/theirs", "backup.amazonaws.com")))
                .isFalse();
    }

    @Test
    void it_makes_the_service_linked_role_of_aws_backup_only() {
        Identity role = ExecutionRole.identity(ACCOUNT);

        assertThat(role.allows(making("backup.amazonaws.com"))).isTrue();
        assertThat(role.allows(making("elasticbeanstalk.amazonaws.com"))).isFalse();
    }

    @Test
    void cloudformation_assumes_it_for_this_type_of_this_account_and_nobody_else_does() {
        JsonNode properties = ExecutionRole.properties(ACCOUNT, Map.of());
        JsonNode trust = properties.at("/AssumeRolePolicyDocument/Statement");
        String type = PermissionsTest.SCHEMA.path("typeName").asText().replace("::", "-");
        String arn = "arn:aws:cloudformation:eu-west-1:123456789012:type/resource/" + type;

        assertThat(trust).hasSize(1);
        assertThat(trust.at("/0/Principal").toString())
                .isEqualTo("{\"Service\":\"resources.cloudformation.amazonaws.com\"}");
        assertThat(trust.at("/0/Action").asText()).isEqualTo("sts:AssumeRole");
        assertThat(trust.at("/0/Condition").toString())
                .isEqualTo("{\"StringEquals\":{\"aws:SourceAccount\":\"123456789012\"},"
                        + "\"StringLike\":{\"aws:SourceArn\":[\"" + arn + "\",\"" + arn + "/*\"]}}");
    }

    @Test
    void its_sessions_last_as_long_as_iam_allows() {
        JsonNode properties = ExecutionRole.properties(ACCOUNT, Map.of());

        assertThat(properties.path("MaxSessionDuration").asInt()).isEqualTo(12 * 60 * 60);
    }

    private static Access passing(String roleArn, String service) {
        return new Access("iam:PassRole", roleArn, Map.of("iam:PassedToService", service));
    }

    private static Access making(String service) {
        String arn = "arn:aws:iam::123456789012:role/aws-service-role/" + service + "/AWSServiceRole";
        return new Access("iam:CreateServiceLinkedRole", arn, Map.of("iam:AWSServiceName", service));
    }
}
