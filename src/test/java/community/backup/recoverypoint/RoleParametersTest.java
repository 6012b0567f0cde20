package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.ACCOUNT;
import static community.backup.recoverypoint.LocalAccount.EFS;
import static community.backup.recoverypoint.LocalAccount.RDS;
import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.backupOf;
import static community.backup.recoverypoint.LocalAccount.failed;
import static community.backup.recoverypoint.LocalAccount.identified;
import static community.backup.recoverypoint.LocalAccount.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import community.backup.failure.Permission;
import community.backup.local.awsbackup.Alternative;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.cloudformation.ExecutionRole;
import community.backup.local.iam.Access;
import community.backup.local.iam.Identity;
import community.backup.recoverypoint.LocalAccount.Run;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** Tests which permissions each parameter of {@code resource-role.yaml} takes from the type. */
@NullMarked
class RoleParametersTest {
    private static final String OTHER_VAULT = "weekly";
    private static final String OTHER_ROLE = "arn:aws:iam::123456789012:role/other";

    private static final Tag OWN = new Tag("owner", "stacks");
    private static final Tag THEIRS = new Tag("team", "theirs");
    private static final Tag MORE = new Tag("more", "of it");

    private final LocalAccount account = new LocalAccount();

    private void with(String... parameters) {
        account.world.caller(role(parameters));
    }

    private static Identity role(String... parameters) {
        return ExecutionRole.identity(ACCOUNT, given(parameters));
    }

    private static Map<String, String> given(String... parameters) {
        Map<String, String> given = new TreeMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            given.put(parameters[i], parameters[i + 1]);
        }
        return given;
    }

    // VaultArns

    private void withTheOtherVaultOnly() {
        account.world.createVault(OTHER_VAULT);
        with("VaultArns", ACCOUNT.arn("backup", "backup-vault:" + OTHER_VAULT));
    }

    @Test
    void vaults_that_are_not_named_take_no_backups_and_are_not_listed() {
        withTheOtherVaultOnly();

        failed(account.create(backupOf(EFS)), HandlerErrorCode.AccessDenied, "backup:StartBackupJob");
        failed(
                account.list(ResourceModel.builder().backupVaultName(VAULT).build()),
                HandlerErrorCode.AccessDenied,
                "backup:ListRecoveryPointsByBackupVault");
    }

    @Test
    void vaults_that_are_named_work_whatever_aws_backup_asks_for() {
        account.world.assume(Alternative.VAULT_IS_CHECKED_TOO);
        withTheOtherVaultOnly();
        ResourceModel wanted = backupOf(EFS);
        wanted.setBackupVaultName(OTHER_VAULT);

        ResourceModel created = account.create(wanted).model();

        succeeded(account.read(created));
        account.delete(created);
        assertThat(account.world.pointsIn(OTHER_VAULT)).isEmpty();
    }

    @Test
    void a_recovery_point_in_a_vault_that_is_not_named_is_safe_where_aws_backup_asks_for_the_vault() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        withTheOtherVaultOnly();
        account.world.assume(Alternative.VAULT_IS_CHECKED_TOO);

        failed(account.delete(identified(arn)), HandlerErrorCode.AccessDenied, "backup:DeleteRecoveryPoint");
        assertThat(account.world.exists(arn)).isTrue();
    }

    @Test
    void a_recovery_point_in_a_vault_that_is_not_named_is_not_safe_where_aws_backup_does_not() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        withTheOtherVaultOnly();

        account.delete(identified(arn));

        assertThat(account.world.exists(arn))
                .as("why the parameter's description names other means")
                .isFalse();
    }

    // BackupRoleArns

    @Test
    void a_template_can_hand_over_only_the_roles_that_are_named() {
        with("BackupRoleArns", OTHER_ROLE + ",arn:aws:iam::123456789012:role/service-role/*");

        failed(account.create(backupOf(EFS)), HandlerErrorCode.AccessDenied, "iam:PassRole", LocalAccount.ROLE);
        ResourceModel named = backupOf(EFS);
        named.setIamRoleArn(OTHER_ROLE);
        succeeded(account.create(named));
        named.setIamRoleArn("arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole");
        succeeded(account.create(named));
    }

    // TagKey and TagValue

    @Test
    void a_recovery_point_with_the_tag_is_made_read_changed_and_deleted() {
        with("TagKey", "owner", "TagValue", "stacks");
        ResourceModel wanted = backupOf(EFS);
        wanted.setTags(Set.of(new Tag("owner", "stacks")));

        ResourceModel created = account.create(wanted).model();

        succeeded(account.read(created));
        ResourceModel changed = created.toBuilder()
                .tags(Set.of(new Tag("owner", "stacks"), new Tag("more", "")))
                .build();
        succeeded(account.update(changed, created));
        succeeded(account.delete(created));
    }

    @ParameterizedTest
    @CsvSource({"EFS, , ", "EFS, owner, somebody", "EBS, owner, stacks"})
    void without_the_tag_a_recovery_point_can_be_read_but_neither_changed_nor_deleted(
            ProtectedResourceType type, String key, String value) {
        var point = account.world.point(VAULT, type);
        String arn = (key == null ? point : point.tag(key, value)).put();
        with("TagKey", "owner", "TagValue", "stacks");
        ResourceModel changed = identified(arn);
        changed.setLifecycle(Lifecycle.builder().deleteAfterDays(1L).build());

        succeeded(account.read(identified(arn)));
        failed(account.update(changed, identified(arn)), HandlerErrorCode.AccessDenied, "explicit deny");
        failed(account.delete(identified(arn)), HandlerErrorCode.AccessDenied, "explicit deny");
        assertThat(account.world.exists(arn)).isTrue();
    }

    @Test
    void with_the_tag_an_update_removes_another_tag() {
        String arn = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .tag("owner", "stacks")
                .tag("more", "of it")
                .put();
        with("TagKey", "owner", "TagValue", "stacks");

        succeeded(account.update(tagged(arn, OWN), tagged(arn, OWN, MORE)));

        assertThat(account.world.point(arn).orElseThrow().tags()).isEqualTo(Map.of("owner", "stacks"));
    }

    /**
     * A change that a template makes to another user's recovery point.
     *
     * @param action the permission that the change needs
     * @param operation makes the change to the recovery point with this ARN
     */
    record Change(String action, BiFunction<LocalAccount, String, Run> operation) {
        @Override
        public String toString() {
            return action;
        }
    }

    static final List<Change> CHANGES = List.of(
            new Change("backup:DeleteRecoveryPoint", (account, arn) -> account.delete(identified(arn))),
            new Change(
                    "backup:TagResource",
                    (account, arn) -> account.update(tagged(arn, THEIRS, MORE, OWN), tagged(arn, THEIRS, MORE))),
            new Change(
                    "backup:UntagResource",
                    (account, arn) -> account.update(tagged(arn, THEIRS), tagged(arn, THEIRS, MORE))),
            new Change("backup:UpdateRecoveryPointLifecycle", (account, arn) -> {
                ResourceModel brief = identified(arn);
                brief.setLifecycle(Lifecycle.builder().deleteAfterDays(1L).build());
                return account.update(brief, identified(arn));
            }));

    private String pointOfOtherUser() {
        return account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .tag("team", "theirs")
                .tag("more", "of it")
                .put();
    }

    @ParameterizedTest
    @FieldSource("CHANGES")
    void a_recovery_point_without_the_tag_is_as_before_after_every_attempt_to_change_it(Change change) {
        String arn = pointOfOtherUser();
        PointView before = account.world.point(arn).orElseThrow();
        with("TagKey", "owner", "TagValue", "stacks");

        failed(
                change.operation().apply(account, arn),
                change.action().contains("agResource")
                        ? HandlerErrorCode.UnauthorizedTaggingOperation
                        : HandlerErrorCode.AccessDenied,
                "perform: " + change.action() + " ",
                "explicit deny");
        assertThat(account.world.point(arn)).contains(before);
    }

    /** Each action of the statement prevents a change that nothing else prevents. */
    @ParameterizedTest
    @FieldSource("CHANGES")
    void a_template_whose_statement_lacks_an_action_does_not_protect_from_it(Change change) {
        String arn = pointOfOtherUser();
        String line = " {22}\"" + change.action() + "\",?\n";
        String text = ExecutionRole.text();
        String without = text.replaceFirst(line, "");
        assertThat(without).isNotEqualTo(text);
        account.world.caller(ExecutionRole.identity(
                ACCOUNT,
                given("TagKey", "owner", "TagValue", "stacks"),
                // A list in JSON has no comma after its last item.
                without.replaceFirst(",\n( +])", "\n$1")));

        succeeded(change.operation().apply(account, arn));
    }

    @Test
    void no_action_that_changes_a_recovery_point_is_allowed_without_the_tag() {
        Identity role = role("TagKey", "owner", "TagValue", "stacks");
        String arn = ACCOUNT.arn("backup", "recovery-point:1");
        Set<String> changes = Permission.RESOURCES.entrySet().stream()
                .filter(entry -> entry.getValue() == Permission.Resource.RECOVERY_POINT
                        || entry.getValue() == Permission.Resource.RECOVERY_POINT_OR_VAULT)
                .map(Map.Entry::getKey)
                .filter(action -> !action.matches("backup:(Describe|List).*"))
                .collect(Collectors.toSet());

        assertThat(changes)
                .isEqualTo(CHANGES.stream().map(Change::action).collect(Collectors.toSet()))
                .noneMatch(action -> role.allows(new Access(action, arn, Map.of("aws:ResourceTag/owner", "somebody"))));
    }

    private static ResourceModel tagged(String arn, Tag... tags) {
        ResourceModel model = identified(arn);
        model.setTags(Set.of(tags));
        return model;
    }

    @Test
    void what_is_gone_has_no_tag_and_cannot_be_asked_for_once_more() {
        String arn = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .tag("owner", "stacks")
                .put();
        account.world.removeBehindTheApi(arn);
        with("TagKey", "owner", "TagValue", "stacks");

        failed(account.delete(identified(arn)), HandlerErrorCode.AccessDenied, "explicit deny");
    }

    @Test
    void the_tag_cannot_be_given_by_the_role_itself() {
        Identity role = role("TagKey", "owner", "TagValue", "stacks");
        String arn = ACCOUNT.arn("backup", "recovery-point:1");

        assertThat(role.allows(new Access("backup:TagResource", arn))).isFalse();
        assertThat(role.allows(new Access("backup:TagResource", arn, Map.of("aws:ResourceTag/owner", "stacks"))))
                .isTrue();
    }

    @Test
    void where_the_vault_is_asked_for_it_needs_the_tag_as_well() {
        Identity role = role("TagKey", "owner", "TagValue", "stacks");
        String vault = ACCOUNT.arn("backup", "backup-vault:" + VAULT);

        assertThat(role.allows(new Access("backup:DeleteRecoveryPoint", vault))).isFalse();
        assertThat(role.allows(
                        new Access("backup:DeleteRecoveryPoint", vault, Map.of("aws:ResourceTag/owner", "stacks"))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"TagKey", "TagValue"})
    void a_tag_cannot_end_the_text_that_it_is_put_into(String parameter) {
        assertThatThrownBy(() -> role("TagKey", "owner", parameter, "x\"}}]}"))
                .hasMessageContaining("the parameter " + parameter + " must match");
    }

    // PermissionsBoundaryArn

    @Test
    void a_boundary_is_set_where_it_is_given() {
        String arn = "arn:aws:iam::123456789012:policy/boundary";

        assertThat(ExecutionRole.properties(ACCOUNT, Map.of("PermissionsBoundaryArn", arn))
                        .path("PermissionsBoundary")
                        .asText())
                .isEqualTo(arn);
        assertThat(ExecutionRole.properties(ACCOUNT, Map.of()).has("PermissionsBoundary"))
                .isFalse();
    }

    @Test
    void what_the_boundary_does_not_allow_is_said() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        account.world.caller(
                role().within(role("ReadOnly", "true").policies().get(0).without("backup:DeleteRecoveryPoint")));

        failed(
                account.delete(identified(arn)),
                HandlerErrorCode.AccessDenied,
                "because no permissions boundary allows the backup:DeleteRecoveryPoint action");
    }

    // SourceConditions

    @Test
    void without_the_source_conditions_cloudformation_still_is_the_only_one_to_assume_the_role() {
        JsonNode trust = trust("SourceConditions", "false");

        assertThat(trust.has("Condition")).isFalse();
        assertThat(trust.at("/Principal").toString())
                .isEqualTo("{\"Service\":\"resources.cloudformation.amazonaws.com\"}");
        assertThat(trust().at("/Condition/StringLike/aws:SourceArn"))
                .as("the default")
                .isNotEmpty();
    }

    private static JsonNode trust(String... parameters) {
        return ExecutionRole.properties(ACCOUNT, given(parameters)).at("/AssumeRolePolicyDocument/Statement/0");
    }

    // ReadOnly

    @Test
    void a_role_that_only_reads_reads_and_lists() {
        ResourceModel created = account.create(backupOf(RDS)).model();
        account.clock.advance(Duration.ofDays(40));
        String arn = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .tag("a", "b")
                .put();
        with("ReadOnly", "true");

        succeeded(account.read(identified(created.getRecoveryPointId())));
        assertThat(account.read(identified(arn)).model().getTags()).containsExactly(new Tag("a", "b"));
        succeeded(account.list(ResourceModel.builder().backupVaultName(VAULT).build()));
    }

    @Test
    void a_role_that_only_reads_makes_changes_and_deletes_nothing() {
        ResourceModel point =
                identified(account.world.point(VAULT, ProtectedResourceType.EFS).put());
        with("ReadOnly", "true");

        failed(account.create(backupOf(EFS)), HandlerErrorCode.AccessDenied, "backup:StartBackupJob");
        failed(
                account.update(point.toBuilder().tags(Set.of(new Tag("a", "b"))).build(), point),
                HandlerErrorCode.UnauthorizedTaggingOperation,
                "backup:TagResource");
        failed(account.delete(point), HandlerErrorCode.AccessDenied, "backup:DeleteRecoveryPoint");
        assertThat(account.world.exists(point.getRecoveryPointId())).isTrue();
    }

    @Test
    void a_role_that_only_reads_may_do_nothing_that_is_not_reading() {
        Identity whole = role();
        Identity reading = role("ReadOnly", "true");

        assertThat(whole.allowedActions())
                .filteredOn(action -> !action.matches("backup:(Describe|List).*"))
                .isNotEmpty()
                .allSatisfy(action -> assertThat(reading.refusal(new Access(action, "*")))
                        .contains("with an explicit deny in an identity-based policy"));
    }
}
