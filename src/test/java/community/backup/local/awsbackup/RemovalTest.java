package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.BackupHarness.ROLE;
import static community.backup.local.awsbackup.BackupHarness.VAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.services.backup.model.InvalidRequestException;
import software.amazon.awssdk.services.backup.model.InvalidResourceStateException;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;

class RemovalTest {
    private final BackupHarness local = new BackupHarness();

    private String point(ProtectedResourceType type) {
        return local.world.point(VAULT, type).role(ROLE).put();
    }

    @Test
    void a_deleted_point_is_deleting_and_then_gone() {
        String arn = point(ProtectedResourceType.EBS);
        local.delete(arn);

        local.pass(Duration.ofSeconds(5));
        assertThat(local.status(arn)).isEqualTo("DELETING");
        assertThat(local.world.exists(arn)).isTrue();
        local.pass(Duration.ofSeconds(30));
        assertThatThrownBy(() -> local.status(arn)).isInstanceOf(ResourceNotFoundException.class);
        assertThat(local.world.exists(arn)).isFalse();
    }

    @Test
    void the_status_turns_deleting_a_little_after_the_delete() {
        String arn = point(ProtectedResourceType.EBS);
        local.delete(arn);

        assertThat(local.status(arn)).isEqualTo("COMPLETED");
        assertThatThrownBy(() -> local.delete(arn)).isInstanceOf(InvalidResourceStateException.class);
    }

    @Test
    void a_point_that_is_being_deleted_cannot_be_deleted() {
        String arn = point(ProtectedResourceType.EBS);
        local.delete(arn);
        local.pass(Duration.ofSeconds(5));

        assertThatThrownBy(() -> local.delete(arn)).isInstanceOf(InvalidResourceStateException.class);
    }

    @ParameterizedTest
    @EnumSource(DeleteBlocker.class)
    void a_delete_that_is_blocked_is_accepted_and_ends_expired_with_the_reason(DeleteBlocker blocker) {
        String arn = point(ProtectedResourceType.EBS);
        local.world.block(arn, blocker);
        local.delete(arn);
        local.pass(Duration.ofHours(1));

        PointView expired = local.world.point(arn).orElseThrow();
        assertThat(expired.status()).isEqualTo(StoredPointStatus.EXPIRED);
        assertThat(expired.statusMessage()).isPresent();

        local.world.unblock(arn);
        local.delete(arn);
        local.pass(Duration.ofHours(1));
        assertThat(local.world.exists(arn)).isFalse();
    }

    @Test
    void without_the_right_to_make_the_service_linked_role_a_delete_ends_expired_until_it_is_given_back() {
        String arn = point(ProtectedResourceType.RDS);
        local.world.role(ROLE, Role.withoutCreateServiceLinkedRole());
        local.delete(arn);
        local.pass(Duration.ofHours(1));
        assertThat(local.status(arn)).isEqualTo("EXPIRED");

        local.world.role(ROLE, Role.GOOD).deny("iam:CreateServiceLinkedRole");
        local.delete(arn);
        local.pass(Duration.ofHours(1));
        assertThat(local.status(arn)).isEqualTo("EXPIRED");

        local.world.allow("iam:CreateServiceLinkedRole");
        local.delete(arn);
        local.pass(Duration.ofHours(1));
        assertThat(local.world.exists(arn)).isFalse();
    }

    @Test
    void the_service_linked_role_stands_in_for_a_role_that_is_gone_where_that_is_assumed() {
        local.world.role(ROLE, Role.GONE);
        String arn = point(ProtectedResourceType.RDS);
        local.delete(arn);
        local.pass(Duration.ofHours(1));
        assertThat(local.status(arn)).isEqualTo("EXPIRED");

        local.world.assume(Alternative.SERVICE_LINKED_ROLE_STANDS_IN);
        local.delete(arn);
        local.pass(Duration.ofHours(1));
        assertThat(local.world.exists(arn)).isFalse();
    }

    @Test
    void a_role_that_may_not_delete_one_type_may_delete_another() {
        local.world.role(ROLE, Role.thatMayNotDelete(ProtectedResourceType.EBS));
        String snapshot = point(ProtectedResourceType.EBS);
        String fileSystem = point(ProtectedResourceType.EFS);
        local.delete(snapshot);
        local.delete(fileSystem);
        local.pass(Duration.ofHours(1));

        assertThat(local.world.exists(snapshot)).isTrue();
        assertThat(local.world.exists(fileSystem)).isFalse();
    }

    @Test
    void a_legal_hold_refuses_the_delete_until_it_is_released() {
        String arn = point(ProtectedResourceType.EFS);
        local.world.hold(arn, "case");

        assertThatThrownBy(() -> local.delete(arn))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("active legal hold(s)");
        local.world.release(arn, "case");
        local.delete(arn);
    }

    @Test
    void a_locked_vault_refuses_the_delete_with_the_class_that_is_assumed() {
        String arn = point(ProtectedResourceType.EFS);
        local.world.lockVault(VAULT, null, null);

        assertThatThrownBy(() -> local.delete(arn)).isInstanceOf(InvalidRequestException.class);
        local.world.assume(Alternative.LOCK_IS_ACCESS_DENIED);
        assertThatThrownBy(() -> local.delete(arn))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }

    @Test
    void an_air_gapped_vault_refuses_the_delete_until_the_minimum_retention_is_over() {
        local.world.createAirGappedVault("gapped", 7, 90);
        String arn = local.world.point("gapped", ProtectedResourceType.EBS).put();

        assertThatThrownBy(() -> deleteFrom("gapped", arn)).isInstanceOf(InvalidRequestException.class);
        local.pass(Duration.ofDays(8));
        deleteFrom("gapped", arn);
    }

    private void deleteFrom(String vault, String arn) {
        local.client.deleteRecoveryPoint(r -> r.backupVaultName(vault).recoveryPointArn(arn));
    }

    @Test
    void an_access_policy_and_a_missing_vault_deny_access() {
        String arn = point(ProtectedResourceType.EFS);
        local.world.denyInVault(VAULT, "backup:DeleteRecoveryPoint");

        assertThatThrownBy(() -> local.delete(arn)).hasMessageContaining("explicit deny in a resource-based policy");
        assertThatThrownBy(() -> deleteFrom("absent", arn)).isInstanceOfSatisfying(BackupException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
            assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("Insufficient privileges to perform this action.");
        });
    }

    @Test
    void a_composite_goes_after_what_is_nested_in_it() {
        String parent = point(ProtectedResourceType.CLOUDFORMATION);
        String first = local.world
                .point(VAULT, ProtectedResourceType.EBS)
                .nestedIn(parent)
                .put();
        String second = local.world
                .point(VAULT, ProtectedResourceType.EFS)
                .nestedIn(parent)
                .put();

        assertThatThrownBy(() -> local.delete(parent)).isInstanceOf(InvalidRequestException.class);
        local.delete(first);
        local.pass(Duration.ofHours(1));
        assertThat(local.status(parent)).isEqualTo("PARTIAL");
        local.delete(second);
        local.pass(Duration.ofHours(1));
        assertThat(local.world.exists(parent)).isTrue();
        local.delete(parent);
        local.pass(Duration.ofHours(1));
        assertThat(local.world.exists(parent)).isFalse();
    }

    @Test
    void an_emptied_composite_goes_by_itself_where_that_is_assumed() {
        local.world.assume(Alternative.EMPTIED_COMPOSITE_IS_REMOVED);
        String parent = point(ProtectedResourceType.CLOUDFORMATION);
        String child = local.world
                .point(VAULT, ProtectedResourceType.EBS)
                .nestedIn(parent)
                .put();
        local.delete(child);
        local.pass(Duration.ofHours(1));

        assertThatThrownBy(() -> local.delete(parent)).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void the_cluster_state_of_an_eks_composite_goes_with_it() {
        String parent = point(ProtectedResourceType.EKS);
        String state = local.world
                .point(VAULT, ProtectedResourceType.EKS_CLUSTER_STATE)
                .nestedIn(parent)
                .put();

        assertThatThrownBy(() -> local.delete(state)).isInstanceOf(InvalidRequestException.class);
        local.delete(parent);
        local.pass(Duration.ofHours(1));
        assertThat(local.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void the_cluster_state_of_an_eks_composite_goes_with_it_also_behind_the_back_of_aws_backup() {
        String parent = point(ProtectedResourceType.EKS);
        local.world
                .point(VAULT, ProtectedResourceType.EKS_CLUSTER_STATE)
                .nestedIn(parent)
                .put();

        local.world.removeBehindTheApi(parent);

        assertThat(local.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void what_goes_with_its_composite_is_not_kept_by_another_action_on_it() {
        String parent = point(ProtectedResourceType.EKS);
        String state = local.world
                .point(VAULT, ProtectedResourceType.EKS_CLUSTER_STATE)
                .nestedIn(parent)
                .put();
        local.delete(parent);

        local.world.busy(state, Duration.ofMinutes(5));
        assertThat(local.world.isRemovedWithComposite(state)).isTrue();

        local.pass(Duration.ofHours(1));
        assertThat(local.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void a_continuous_aurora_backup_stays_until_its_cluster_is_gone() {
        String arn = point(ProtectedResourceType.AURORA_CONTINUOUS);
        local.delete(arn);
        local.pass(Duration.ofDays(30));
        assertThat(local.world.point(arn).orElseThrow().lifecycle().deleteAfterDays())
                .isEqualTo(1L);

        local.world.removeSource(local.world.point(arn).orElseThrow().resourceArn());
        assertThat(local.world.exists(arn)).isFalse();
    }

    @Test
    void a_point_whose_retention_is_over_goes_or_expires() {
        String goes = local.world
                .point(VAULT, ProtectedResourceType.EBS)
                .lifecycle(LifecycleRule.deleteAfterDays(2))
                .put();
        String stays = local.world
                .point(VAULT, ProtectedResourceType.EBS)
                .lifecycle(LifecycleRule.deleteAfterDays(2))
                .blockedBy(DeleteBlocker.SNAPSHOT_LOCKED)
                .put();
        local.pass(Duration.ofDays(3));

        assertThat(local.world.exists(goes)).isFalse();
        assertThat(local.status(stays)).isEqualTo("EXPIRED");
    }

    @Test
    void a_removed_point_lingers_where_that_is_assumed() {
        local.world.assume(Alternative.REMOVED_POINTS_LINGER);
        String arn = point(ProtectedResourceType.EBS);
        local.pass(Duration.ofHours(1));
        local.world.removeBehindTheApi(arn);
        local.pass(Duration.ofSeconds(30));

        assertThat(local.client
                        .describeRecoveryPoint(r -> r.backupVaultName(VAULT).recoveryPointArn(arn))
                        .storageClassAsString())
                .isEqualTo("DELETED");
        local.pass(Duration.ofMinutes(1));
        assertThatThrownBy(() -> local.status(arn)).isInstanceOf(ResourceNotFoundException.class);
    }
}
