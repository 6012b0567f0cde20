package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.BackupHarness.FILE_SYSTEM;
import static community.backup.local.awsbackup.BackupHarness.ROLE;
import static community.backup.local.awsbackup.BackupHarness.VAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.InvalidRequestException;
import software.amazon.awssdk.services.backup.model.UpdateRecoveryPointLifecycleResponse;

class LifecycleAndTagsTest {
    private final BackupHarness local = new BackupHarness();

    private String point(ProtectedResourceType type) {
        return local.world.point(VAULT, type).put();
    }

    private UpdateRecoveryPointLifecycleResponse update(String arn, @Nullable Long cold, @Nullable Long delete) {
        return local.client.updateRecoveryPointLifecycle(
                r -> r.backupVaultName(VAULT).recoveryPointArn(arn).lifecycle(l -> l.moveToColdStorageAfterDays(cold)
                        .deleteAfterDays(delete)));
    }

    @Test
    void a_day_value_that_is_left_out_is_reset() {
        String arn = point(ProtectedResourceType.EFS);
        update(arn, 10L, 200L);

        assertThat(update(arn, null, 200L).lifecycle().moveToColdStorageAfterDays())
                .isNull();
    }

    @Test
    void cold_storage_needs_ninety_days_before_the_delete() {
        String arn = point(ProtectedResourceType.EFS);

        update(arn, 10L, 100L);
        assertThatThrownBy(() -> update(arn, 10L, 99L)).isInstanceOf(InvalidParameterValueException.class);
    }

    @Test
    void a_type_without_cold_storage_drops_the_move_silently() {
        String arn = point(ProtectedResourceType.RDS);

        assertThat(update(arn, 10L, 200L).lifecycle().moveToColdStorageAfterDays())
                .isNull();
    }

    @Test
    void a_point_moves_to_cold_storage_when_its_time_has_come() {
        String arn = point(ProtectedResourceType.EFS);
        update(arn, 10L, -1L);
        local.pass(Duration.ofDays(11));

        assertThat(local.client
                        .describeRecoveryPoint(r -> r.backupVaultName(VAULT).recoveryPointArn(arn))
                        .storageClassAsString())
                .isEqualTo("COLD");
        assertThatThrownBy(() -> update(arn, 20L, -1L)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void the_lifecycle_of_a_continuous_backup_cannot_be_changed() {
        String arn = point(ProtectedResourceType.S3_CONTINUOUS);

        assertThatThrownBy(() -> update(arn, null, 5L)).isInstanceOf(InvalidRequestException.class);
    }

    @ParameterizedTest
    @EnumSource(ProtectedResourceType.class)
    void tags_work_where_the_arn_is_one_of_aws_backup(ProtectedResourceType type) {
        String arn = point(type);

        if (arn.contains(":backup:")) {
            local.client.tagResource(r -> r.resourceArn(arn).tags(Map.of("a", "1", "b", "2")));
            local.client.untagResource(r -> r.resourceArn(arn).tagKeyList("a"));
            assertThat(local.client.listTags(r -> r.resourceArn(arn)).tags()).containsOnly(Map.entry("b", "2"));
        } else {
            assertThatThrownBy(() -> local.client.listTags(r -> r.resourceArn(arn)))
                    .isInstanceOf(BackupException.class);
        }
    }

    @Test
    void tags_given_at_the_start_are_on_the_point_and_changes_survive_its_completion() {
        String arn = local.client
                .startBackupJob(r -> r.backupVaultName(VAULT)
                        .resourceArn(FILE_SYSTEM)
                        .iamRoleArn(ROLE)
                        .recoveryPointTags(Map.of("a", "1")))
                .recoveryPointArn();
        local.client.tagResource(r -> r.resourceArn(arn).tags(Map.of("b", "2")));
        local.pass(Duration.ofHours(1));

        assertThat(local.status(arn)).isEqualTo("COMPLETED");
        assertThat(local.world.point(arn).orElseThrow().tags()).containsOnlyKeys("a", "b");
    }
}
