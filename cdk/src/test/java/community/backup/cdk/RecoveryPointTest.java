package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.sns.Topic;

class RecoveryPointTest {
    private static final String TYPE = "Community::Backup::RecoveryPoint";
    private static final String VOLUME = "arn:aws:ec2:us-east-1:123456789012:volume/vol-0a1b2c3d4e5f60718";
    private static final String SNAPSHOT = "arn:aws:ec2:us-east-1::snapshot/snap-0a1b2c3d4e5f60718";

    private final Stack stack = AccountStack.empty();
    private final BackupVault vault = BackupVault.Builder.create(stack, "Vault")
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();

    private RecoveryPoint.Builder backup() {
        return RecoveryPoint.Builder.create(stack, "Backup").backupVault(vault).source(BackupSource.fromArn(VOLUME));
    }

    @Test
    void a_vault_and_a_source_are_enough_for_a_backup_that_goes_with_the_stack() throws Exception {
        RecoveryPoint point = backup().build();

        Template template = LocalCloudFormation.deployed(stack);
        template.hasResource(
                TYPE,
                Map.of(
                        "Properties",
                        Map.of(
                                "BackupVaultName", att(vault, "BackupVaultName"),
                                "ResourceArn", VOLUME,
                                "IamRoleArn", att(Objects.requireNonNull(point.getRole()), "Arn")),
                        "DeletionPolicy",
                        "Delete",
                        "UpdateReplacePolicy",
                        "Delete"));
    }

    @Test
    void the_role_that_is_made_is_for_aws_backup_in_this_account_and_may_back_up() throws Exception {
        backup().build();

        LocalCloudFormation.deployed(stack)
                .hasResourceProperties(
                        "AWS::IAM::Role",
                        Map.of(
                                "AssumeRolePolicyDocument",
                                Match.objectLike(Map.of(
                                        "Statement",
                                        List.of(Map.of(
                                                "Action",
                                                "sts:AssumeRole",
                                                "Condition",
                                                Map.of("StringEquals", Map.of("aws:SourceAccount", "123456789012")),
                                                "Effect",
                                                "Allow",
                                                "Principal",
                                                Map.of("Service", "backup.amazonaws.com"))))),
                                "ManagedPolicyArns",
                                List.of(managed("service-role/AWSBackupServiceRolePolicyForBackup"))));
    }

    @Test
    void buckets_need_a_policy_of_their_own() throws Exception {
        RecoveryPoint.Builder.create(stack, "Backup")
                .backupVault(vault)
                .source(BackupSource.fromS3Bucket(Bucket.fromBucketName(stack, "Bucket", "mine")))
                .build();

        Template template = LocalCloudFormation.deployed(stack);
        template.hasResourceProperties(
                "AWS::IAM::Role",
                Map.of(
                        "ManagedPolicyArns",
                        List.of(
                                managed("service-role/AWSBackupServiceRolePolicyForBackup"),
                                managed("AWSBackupServiceRolePolicyForS3Backup"))));
    }

    @Test
    void role_and_vault_outlive_the_recovery_point_with_the_roles_policies() throws Exception {
        Role role = Role.Builder.create(stack, "BackupRole")
                .assumedBy(new ServicePrincipal("backup.amazonaws.com"))
                .build();
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("ec2:DeleteSnapshot"))
                .resources(List.of("*"))
                .build());
        backup().role(role).build();

        LocalCloudFormation.deployed(stack)
                .hasResource(
                        TYPE,
                        Map.of(
                                "DependsOn",
                                List.of(
                                        id(Objects.requireNonNull(role.getNode().findChild("DefaultPolicy"))),
                                        id(role),
                                        id(vault))));
    }

    /** Shows the purpose of the deletion order, and that the local CloudFormation detects a wrong order. */
    @Test
    void a_role_that_is_only_named_goes_first_and_leaves_the_recovery_point_expired() throws Exception {
        Role.Builder.create(stack, "BackupRole")
                .roleName("named")
                .assumedBy(new ServicePrincipal("backup.amazonaws.com"))
                .build();
        backup().role(Role.fromRoleArn(stack, "Named", "arn:aws:iam::123456789012:role/named"))
                .build();

        assertThat(LocalCloudFormation.failedDeletion(stack)).contains("it is EXPIRED, still stored and billed");
    }

    @Test
    void lifecycle_windows_options_and_tags_arrive_in_cloudformations_units() throws Exception {
        backup().deleteAfter(Duration.days(365))
                .moveToColdStorageAfter(Duration.days(30))
                .optInToArchive(true)
                .startWindow(Duration.hours(1))
                .completionWindow(Duration.hours(12))
                .windowsVss(false)
                .tag("owner", "me")
                .build();

        LocalCloudFormation.deployed(stack)
                .hasResourceProperties(
                        TYPE,
                        Map.of(
                                "Lifecycle",
                                Map.of(
                                        "DeleteAfterDays", 365,
                                        "MoveToColdStorageAfterDays", 30,
                                        "OptInToArchiveForSupportedResources", true),
                                "StartWindowMinutes",
                                60,
                                "CompleteWindowMinutes",
                                720,
                                "BackupOptions",
                                Map.of("WindowsVSS", "disabled"),
                                "Tags",
                                List.of(Map.of("Key", "owner", "Value", "me"))));
    }

    @Test
    void every_property_of_the_type_can_be_given() throws Exception {
        backup().deleteAfter(Duration.days(35))
                .startWindow(Duration.hours(1))
                .completionWindow(Duration.hours(12))
                .backupOption("WindowsVSS", "enabled")
                .tag("owner", "me")
                .build();

        Set<String> given = new TreeSet<>();
        LocalCloudFormation.deployed(stack).findResources(TYPE).values().forEach(resource -> ((Map<?, ?>)
                        Objects.requireNonNull(resource.get("Properties")))
                .keySet()
                .forEach(name -> given.add(String.valueOf(name))));
        assertThat(given)
                .containsExactlyInAnyOrderElementsOf(Stream.of(CfnRecoveryPointProps.class.getMethods())
                        .map(Method::getName)
                        .filter(name -> name.startsWith("get") && !name.equals("getClass"))
                        .map(name -> name.substring("get".length()))
                        .toList());
    }

    @Test
    void a_source_of_the_same_stack_is_made_before_the_backup() throws Exception {
        Table table = Table.Builder.create(stack, "Table")
                .partitionKey(Attribute.builder()
                        .name("id")
                        .type(AttributeType.STRING)
                        .build())
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        RecoveryPoint.Builder.create(stack, "Backup")
                .backupVault(vault)
                .source(BackupSource.fromDynamoDbTable(table))
                .build();

        LocalCloudFormation.deployed(stack).hasResourceProperties(TYPE, Map.of("ResourceArn", att(table, "Arn")));
    }

    @Test
    void an_imported_recovery_point_is_retained_and_has_no_role() throws Exception {
        removeVault();
        RecoveryPoint imported = RecoveryPoint.Builder.create(stack, "Imported")
                .backupVault(BackupVault.fromBackupVaultName(stack, "Archive", "archive"))
                .imported()
                .build();

        assertThat(imported.getRole()).isNull();
        LocalCloudFormation.imported(stack, id(imported), "archive", SNAPSHOT, "DELETE_SKIPPED")
                .templateMatches(Map.of(
                        "Resources",
                        Map.of(
                                id(imported),
                                Map.of(
                                        "Type",
                                        TYPE,
                                        "Properties",
                                        Map.of("BackupVaultName", "archive"),
                                        "DeletionPolicy",
                                        "Retain",
                                        "UpdateReplacePolicy",
                                        "Retain"))));
    }

    @Test
    void an_imported_recovery_point_is_destroyed_if_the_removal_policy_says_so() throws Exception {
        removeVault();
        RecoveryPoint imported = RecoveryPoint.Builder.create(stack, "Imported")
                .backupVault(BackupVault.fromBackupVaultName(stack, "Archive", "archive"))
                .imported()
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();

        LocalCloudFormation.imported(stack, id(imported), "archive", SNAPSHOT, "DELETE_COMPLETE")
                .allResources(TYPE, Map.of("DeletionPolicy", "Delete"));
    }

    /** A stack that is made by an import has only imported resources. */
    private void removeVault() {
        stack.getNode().tryRemoveChild("Vault");
    }

    @Test
    void who_is_granted_the_deletion_may_delete_and_look_and_nothing_else() throws Exception {
        RecoveryPoint point = backup().build();
        Role cleaner = Role.Builder.create(stack, "Cleaner")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();

        assertThat(point.grantDelete(cleaner).getSuccess()).isTrue();

        LocalCloudFormation.deployed(stack)
                .hasResourceProperties("AWS::IAM::Policy", policy(att(point, "RecoveryPointArn")));
    }

    @Test
    void a_recovery_point_that_is_only_referred_to_can_be_granted_too() throws Exception {
        IRecoveryPoint point = RecoveryPoint.fromRecoveryPointArn(stack, "Existing", SNAPSHOT);
        Role cleaner = Role.Builder.create(stack, "Cleaner")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();

        point.grantDelete(cleaner);

        assertThat(point.getRecoveryPointArn()).isEqualTo(SNAPSHOT);
        Template template = LocalCloudFormation.deployed(stack);
        template.hasResourceProperties("AWS::IAM::Policy", policy(SNAPSHOT));
        template.resourceCountIs(TYPE, 0);
    }

    @Test
    void the_backup_role_cannot_be_granted_the_deletion_since_it_would_wait_for_the_recovery_point() {
        RecoveryPoint point = backup().build();

        assertThatThrownBy(() -> point.grantDelete(Objects.requireNonNull(point.getRole())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The backup role has to outlive the recovery point");
    }

    @Test
    void an_alarm_for_one_recovery_point_names_it_and_is_deleted_before_it() throws Exception {
        Topic topic = new Topic(stack, "Topic");
        RecoveryPoint point = backup().build();
        Rule rule = point.alarmOnExpired("Expired", topic);

        Template template = LocalCloudFormation.deployed(stack);
        template.hasResourceProperties("AWS::Events::Rule", expired(topic, List.of(att(point, "RecoveryPointArn"))));
        DeletionOrder.of(stack).before(id(rule), id(point));
    }

    @Test
    void a_recovery_point_that_is_only_referred_to_can_have_an_alarm_too() throws Exception {
        Topic topic = new Topic(stack, "Topic");
        RecoveryPoint.fromRecoveryPointArn(stack, "Existing", SNAPSHOT).alarmOnExpired("Expired", topic);

        LocalCloudFormation.deployed(stack)
                .hasResourceProperties("AWS::Events::Rule", expired(topic, List.of(SNAPSHOT)));
    }

    private Map<String, Object> expired(Topic topic, List<Object> resources) {
        return Map.of(
                "EventPattern",
                Map.of(
                        "source",
                        List.of("aws.backup"),
                        "detail-type",
                        List.of("Recovery Point State Change"),
                        "resources",
                        resources,
                        "detail",
                        Map.of("status", List.of("EXPIRED"))),
                "Targets",
                List.of(Match.objectLike(Map.of("Arn", Map.of("Ref", id(topic))))));
    }

    @Test
    void arn_and_identity_can_be_outputs() throws Exception {
        RecoveryPoint point = backup().build();
        CfnOutput.Builder.create(stack, "Arn")
                .value(point.getRecoveryPointArn())
                .build();
        CfnOutput.Builder.create(stack, "Identity")
                .value(point.getRecoveryPointId())
                .build();

        LocalCloudFormation.deployed(stack).hasOutput("Arn", Map.of("Value", att(point, "RecoveryPointArn")));
    }

    @Test
    void recovery_points_of_several_sources_can_have_their_other_values_in_common() throws Exception {
        RecoveryPointProps.Builder monthly = RecoveryPointProps.builder()
                .backupVault(vault)
                .deleteAfter(Duration.days(30))
                .tag("owner", "me");
        RecoveryPointProps one = monthly.source(BackupSource.fromArn(VOLUME)).build();
        RecoveryPointProps other = monthly.source(BackupSource.fromArn(VOLUME + "9"))
                .tag("stage", "test")
                .windowsVss(true)
                .build();
        new RecoveryPoint(stack, "One", one);
        new RecoveryPoint(stack, "Same", one);
        new RecoveryPoint(stack, "Other", other);

        Template template = LocalCloudFormation.deployed(stack);
        template.resourcePropertiesCountIs(
                TYPE,
                Match.objectLike(Map.of(
                        "ResourceArn", VOLUME,
                        "Lifecycle", Map.of("DeleteAfterDays", 30),
                        "Tags", List.of(Map.of("Key", "owner", "Value", "me")),
                        "BackupOptions", Match.absent())),
                2);
        template.resourcePropertiesCountIs(
                TYPE,
                Match.objectLike(Map.of(
                        "ResourceArn",
                        VOLUME + "9",
                        "Lifecycle",
                        Map.of("DeleteAfterDays", 30),
                        "Tags",
                        List.of(Map.of("Key", "owner", "Value", "me"), Map.of("Key", "stage", "Value", "test")))),
                1);
    }

    @Test
    void values_that_were_built_say_what_was_given_and_cannot_be_changed() {
        RecoveryPointProps props = RecoveryPointProps.builder()
                .backupVault(vault)
                .imported()
                .deleteAfter(Duration.days(35))
                .tag("owner", "me")
                .build();

        assertThat(props.getBackupVault()).isSameAs(vault);
        assertThat(props.isImported()).isTrue();
        assertThat(props.getRemovalPolicy()).isEqualTo(RemovalPolicy.RETAIN);
        assertThat(props.getSource()).isNull();
        assertThat(props.getTags()).containsExactly(Map.entry("owner", "me"));
        assertThatThrownBy(() -> props.getTags().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> props.getBackupOptions().put("WindowsVSS", "enabled"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void values_without_a_vault_are_refused_when_they_are_built() {
        assertThatThrownBy(() -> RecoveryPointProps.builder()
                        .source(BackupSource.fromArn(VOLUME))
                        .build())
                .isInstanceOf(NullPointerException.class)
                .hasMessage("backupVault is required");
    }

    @Test
    void a_recovery_point_without_a_vault_is_refused() {
        assertThatThrownBy(() -> RecoveryPoint.Builder.create(stack, "Backup")
                        .source(BackupSource.fromArn(VOLUME))
                        .build())
                .isInstanceOf(NullPointerException.class)
                .hasMessage("backupVault is required");
    }

    private static Map<String, Object> policy(Object resource) {
        return Map.of(
                "PolicyDocument",
                Match.objectLike(Map.of(
                        "Statement",
                        List.of(Map.of(
                                "Action",
                                List.of("backup:DeleteRecoveryPoint", "backup:DescribeRecoveryPoint"),
                                "Effect",
                                "Allow",
                                "Resource",
                                resource)))));
    }

    private static Map<String, Object> managed(String name) {
        return Map.of(
                "Fn::Join", List.of("", List.of("arn:", Map.of("Ref", "AWS::Partition"), ":iam::aws:policy/" + name)));
    }

    private String id(software.constructs.IConstruct construct) {
        return Objects.requireNonNull(stack.getLogicalId((software.amazon.awscdk.CfnElement)
                Objects.requireNonNull(construct.getNode().getDefaultChild())));
    }

    private Map<String, Object> att(software.constructs.IConstruct construct, String attribute) {
        return Map.of("Fn::GetAtt", List.of(id(construct), attribute));
    }
}
