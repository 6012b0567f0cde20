package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.EBS;
import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.backupOf;
import static community.backup.recoverypoint.LocalAccount.failed;
import static community.backup.recoverypoint.LocalAccount.identified;
import static community.backup.recoverypoint.LocalAccount.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.awsbackup.StoredPointStatus;
import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.recoverypoint.LocalAccount.Run;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * Tests an update: lifecycle, tags and index become as desired, drift is corrected, and refusals come before any
 * change.
 */
@NullMarked
class UpdateHandlerTest {
    private final LocalAccount account = new LocalAccount();

    private PointView point(String arn) {
        return account.world.point(arn).orElseThrow();
    }

    private static ResourceModel with(String arn, Consumer<ResourceModel> change) {
        ResourceModel model = identified(arn);
        change.accept(model);
        return model;
    }

    private static Lifecycle days(@Nullable Long cold, @Nullable Long delete) {
        return Lifecycle.builder()
                .moveToColdStorageAfterDays(cold)
                .deleteAfterDays(delete)
                .build();
    }

    @Test
    void tags_change_by_their_difference_and_others_stay() {
        String arn = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .tag("of-source", "stays")
                .tag("old", "1")
                .tag("same", "2")
                .put();

        Run run = account.update(
                with(arn, model -> model.setTags(Set.of(new Tag("same", "2"), new Tag("new", "3")))),
                with(arn, model -> model.setTags(Set.of(new Tag("same", "2"), new Tag("old", "1")))));

        succeeded(run);
        assertThat(point(arn).tags())
                .containsExactlyInAnyOrderEntriesOf(Map.of("of-source", "stays", "same", "2", "new", "3"));
        assertThat(run.model().getTags()).hasSize(3);
    }

    @Test
    void former_tags_go_also_where_aws_backup_does_not_tell_the_tags() {
        String arn = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .tag("of-source", "stays")
                .tag("old", "1")
                .put();
        account.backup
                .faults()
                .inject(
                        Fault.error(AwsError.of("InvalidRequestException", 400, null, "Not now.")),
                        BackupOperation.LIST_TAGS)
                .times(1);

        succeeded(account.update(
                with(arn, model -> model.setTags(Set.of(new Tag("new", "3")))),
                with(arn, model -> model.setTags(Set.of(new Tag("old", "1"))))));

        assertThat(point(arn).tags()).containsExactlyInAnyOrderEntriesOf(Map.of("of-source", "stays", "new", "3"));
    }

    @Test
    void drift_is_mended_though_the_template_has_not_changed() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        ResourceModel model = with(arn, each -> {
            each.setTags(Set.of(new Tag("owner", "stack")));
            each.setLifecycle(days(null, 30L));
        });

        succeeded(account.update(model, model));
        assertThat(point(arn).tags()).containsEntry("owner", "stack");
        assertThat(point(arn).lifecycle().deleteAfterDays()).isEqualTo(30L);
    }

    @Test
    void an_update_that_changes_nothing_changes_nothing() {
        String arn = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .tag("a", "b")
                .put();
        ResourceModel model = with(arn, each -> each.setTags(Set.of(new Tag("a", "b"))));

        succeeded(account.update(model, model));
        assertThat(account.backup.calls()).allSatisfy(call -> assertThat(call.operation())
                .isIn(BackupOperation.DESCRIBE_RECOVERY_POINT, BackupOperation.LIST_TAGS));
    }

    @Test
    void both_days_are_always_said_because_an_omitted_one_would_be_reset() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        succeeded(account.update(with(arn, model -> model.setLifecycle(days(10L, 200L))), identified(arn)));

        succeeded(account.update(
                with(arn, model -> model.setLifecycle(days(10L, 300L))),
                with(arn, model -> model.setLifecycle(days(10L, 200L)))));

        assertThat(point(arn).lifecycle().moveToColdStorageAfterDays()).isEqualTo(10L);
        assertThat(point(arn).lifecycle().deleteAfterDays()).isEqualTo(300L);
    }

    private String archived() {
        return account.world
                .point(VAULT, ProtectedResourceType.EBS)
                .lifecycle(new community.backup.local.awsbackup.LifecycleRule(100L, 300L, true, false))
                .put();
    }

    private String cold() {
        return account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .created(LocalAccount.START.minus(Duration.ofDays(50)))
                .lifecycle(new community.backup.local.awsbackup.LifecycleRule(30L, 300L, null, false))
                .put();
    }

    @Test
    void a_snapshot_stays_opted_in_to_archiving_when_only_its_last_day_changes() {
        String arn = archived();

        Run run = account.update(
                with(arn, model -> model.setLifecycle(days(null, 400L))),
                with(arn, model -> model.setLifecycle(days(null, 300L))));

        succeeded(run);
        assertThat(point(arn).lifecycle())
                .isEqualTo(new community.backup.local.awsbackup.LifecycleRule(100L, 400L, true, false));
        assertThat(run.model().getLifecycle().getOptInToArchiveForSupportedResources())
                .isTrue();
    }

    @Test
    void the_last_day_of_a_recovery_point_in_cold_storage_can_change_alone() {
        String arn = cold();

        succeeded(account.update(with(arn, model -> model.setLifecycle(days(null, 400L))), identified(arn)));

        assertThat(point(arn).lifecycle().moveToColdStorageAfterDays()).isEqualTo(30L);
        assertThat(point(arn).lifecycle().deleteAfterDays()).isEqualTo(400L);
    }

    @Test
    void the_last_day_of_a_recovery_point_that_will_cool_can_change_alone() {
        String arn = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .lifecycle(new community.backup.local.awsbackup.LifecycleRule(30L, 300L, null, false))
                .put();

        succeeded(account.update(with(arn, model -> model.setLifecycle(days(null, 400L))), identified(arn)));
        assertThat(point(arn).lifecycle().moveToColdStorageAfterDays()).isEqualTo(30L);

        succeeded(account.update(
                with(arn, model -> model.setLifecycle(days(-1L, 400L))),
                with(arn, model -> model.setLifecycle(days(null, 400L)))));
        assertThat(point(arn).lifecycle().moveToColdStorageAfterDays()).isIn(null, -1L);
    }

    @Test
    void a_last_day_too_early_for_the_reported_move_is_refused_with_both_numbers() {
        String arn = archived();

        failed(
                account.update(with(arn, model -> model.setLifecycle(days(null, 150L))), identified(arn)),
                HandlerErrorCode.InvalidRequest,
                "Lifecycle.DeleteAfterDays (150)",
                "MoveToColdStorageAfterDays (100)",
                "Give both");
        assertThat(account.backup.calls(BackupOperation.UPDATE_RECOVERY_POINT_LIFECYCLE))
                .isEmpty();
    }

    @Test
    void a_lifecycle_that_leaves_the_template_of_a_recovery_point_in_cold_storage_ends_and_it_stays_there() {
        String arn = cold();

        succeeded(account.update(identified(arn), with(arn, model -> model.setLifecycle(days(null, 300L)))));

        assertThat(point(arn).lifecycle().moveToColdStorageAfterDays()).isEqualTo(30L);
        assertThat(point(arn).lifecycle().deleteAfterDays()).isEqualTo(-1L);
    }

    @Test
    void a_rollback_takes_back_a_move_to_cold_storage_that_the_template_before_did_not_have() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        ResourceModel before = with(arn, model -> model.setLifecycle(days(null, 300L)));
        ResourceModel cooling = with(arn, model -> model.setLifecycle(days(100L, 400L)));
        succeeded(account.update(before, identified(arn)));
        succeeded(account.update(cooling, before));

        succeeded(rollBack(before, cooling));
        assertThat(point(arn).lifecycle().moveToColdStorageAfterDays()).isEqualTo(-1L);
        assertThat(point(arn).lifecycle().deleteAfterDays()).isEqualTo(300L);
    }

    @Test
    void a_move_to_cold_storage_of_a_snapshot_without_the_opt_in_is_refused_before_anything_was_changed() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EBS).put();

        failed(
                account.update(with(arn, model -> model.setLifecycle(days(100L, 300L))), identified(arn)),
                HandlerErrorCode.InvalidRequest,
                "MoveToColdStorageAfterDays (100)",
                "OptInToArchiveForSupportedResources");
        assertThat(account.backup.calls(BackupOperation.UPDATE_RECOVERY_POINT_LIFECYCLE))
                .isEmpty();
    }

    @Test
    void a_lifecycle_that_leaves_the_template_ends() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        ResourceModel former = with(arn, model -> model.setLifecycle(days(null, 30L)));
        succeeded(account.update(former, identified(arn)));

        Run run = account.update(identified(arn), former);

        succeeded(run);
        assertThat(point(arn).lifecycle().deleteAfterDays()).isIn(null, -1L);
    }

    @Test
    void a_lifecycle_that_was_never_in_the_template_is_left_alone() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        succeeded(account.update(with(arn, model -> model.setLifecycle(days(null, 30L))), identified(arn)));

        succeeded(account.update(identified(arn), identified(arn)));
        assertThat(point(arn).lifecycle().deleteAfterDays()).isEqualTo(30L);
    }

    @Test
    void tags_of_a_snapshot_cannot_be_updated_and_nothing_was_changed() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EBS).put();

        Run run = account.update(
                with(arn, model -> {
                    model.setTags(Set.of(new Tag("a", "b")));
                    model.setLifecycle(days(null, 30L));
                }),
                identified(arn));

        failed(run, HandlerErrorCode.NotUpdatable, "Tags", arn, "Remove Tags");
        assertThat(point(arn).lifecycle().deleteAfterDays()).isNull();
    }

    @Test
    void tags_of_the_stack_do_not_keep_a_snapshot_from_being_updated() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EBS).put();
        Call call = new Call(with(arn, model -> model.setLifecycle(days(null, 30L)))).from(identified(arn));

        succeeded(account.run(Operations.UPDATE, call.stackTags(Map.of("stack", "new"))));
        assertThat(account.backup.calls(BackupOperation.TAG_RESOURCE)).isEmpty();
    }

    @Test
    void the_lifecycle_of_a_continuous_backup_is_refused_before_anything_was_changed() {
        String arn =
                account.world.point(VAULT, ProtectedResourceType.S3_CONTINUOUS).put();

        Run run = account.update(
                with(arn, model -> {
                    model.setLifecycle(days(null, 20L));
                    model.setTags(Set.of(new Tag("a", "b")));
                }),
                identified(arn));

        failed(run, HandlerErrorCode.InvalidRequest, "UpdateRecoveryPointLifecycle", arn);
        assertThat(point(arn).tags()).isEmpty();
    }

    @Test
    void what_belongs_to_the_making_of_the_backup_cannot_be_changed() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();

        Run run = account.update(
                with(arn, model -> model.setResourceArn(EBS)),
                with(arn, model -> model.setResourceArn(LocalAccount.EFS)));

        failed(run, HandlerErrorCode.NotUpdatable, "ResourceArn", EBS, "Replace the resource");
    }

    @Test
    void impossible_days_are_refused_before_anything_was_changed() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();

        failed(
                account.update(
                        with(arn, model -> {
                            model.setLifecycle(days(30L, 40L));
                            model.setTags(Set.of(new Tag("a", "b")));
                        }),
                        identified(arn)),
                HandlerErrorCode.InvalidRequest,
                "Lifecycle.DeleteAfterDays (40)");
        assertThat(point(arn).tags()).isEmpty();
    }

    @Test
    void what_does_not_exist_is_not_found_and_not_made() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        account.world.removeBehindTheApi(arn);

        failed(account.update(identified(arn), identified(arn)), HandlerErrorCode.NotFound, arn);
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void what_another_account_has_is_not_found() {
        String arn = "arn:aws:rds:eu-west-1:210987654321:snapshot:awsbackup:job-1";

        failed(account.update(identified(arn), identified(arn)), HandlerErrorCode.NotFound, arn, "123456789012");
    }

    @Test
    void what_is_being_deleted_cannot_be_updated() {
        String arn = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .status(StoredPointStatus.DELETING)
                .put();

        failed(account.update(identified(arn), identified(arn)), HandlerErrorCode.NotUpdatable, "being deleted");
    }

    @Test
    void an_update_goes_on_where_it_was_interrupted() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        account.backup
                .faults()
                .inject(Fault.cutAfterEffect(), BackupOperation.TAG_RESOURCE)
                .times(1);
        account.backup
                .faults()
                .inject(Fault.unavailable503(), BackupOperation.UPDATE_RECOVERY_POINT_LIFECYCLE)
                .times(1);
        ResourceModel model = with(arn, each -> {
            each.setTags(Set.of(new Tag("a", "b")));
            each.setLifecycle(days(null, 30L));
        });

        Run run = account.update(model, identified(arn));

        succeeded(run);
        assertThat(run.steps()).hasSize(3);
        assertThat(point(arn).tags()).containsEntry("a", "b");
        assertThat(run.model().getRecoveryPointId()).isEqualTo(arn);
    }

    @Test
    void an_update_under_a_job_based_identity_keeps_it() {
        ResourceModel created = account.create(backupOf(EBS)).model();
        ResourceModel model = with(created.getRecoveryPointId(), each -> each.setLifecycle(days(null, 30L)));

        Run run = account.update(model, identified(created.getRecoveryPointId()));

        succeeded(run);
        assertThat(run.model().getRecoveryPointId()).isEqualTo(created.getRecoveryPointId());
        assertThat(run.model().getLifecycle().getDeleteAfterDays()).isEqualTo(30L);
    }

    @Test
    void an_update_waits_for_a_backup_that_is_still_made() {
        Call start = new Call(backupOf(EBS));
        start.until = step -> true;
        ResourceModel created = account.run(Operations.CREATE, start).model();
        ResourceModel model = with(created.getRecoveryPointId(), each -> each.setLifecycle(days(null, 30L)));

        Run run = account.update(model, identified(created.getRecoveryPointId()));

        succeeded(run);
        assertThat(run.waits()).isNotEmpty().allSatisfy(wait -> assertThat(wait).contains("still making"));
    }

    @Test
    void an_update_of_a_backup_that_is_made_for_too_long_fails_before_cloudformation_gives_up() {
        account.world.backupTakes(ProtectedResourceType.EBS, Duration.ofHours(5));
        Call start = new Call(backupOf(EBS));
        start.until = step -> true;
        ResourceModel created = account.run(Operations.CREATE, start).model();

        Run run = account.update(created, created);

        failed(run, HandlerErrorCode.NotStabilized, "Timed out after 1 h 55 min", "still making");
        assertThat(run.took()).isLessThan(Duration.ofHours(2));
    }

    @Test
    void an_update_that_cannot_go_on_fails_before_cloudformation_gives_up() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        account.backup.faults().inject(Fault.throttling(), BackupOperation.UPDATE_RECOVERY_POINT_LIFECYCLE);

        Run run = account.update(with(arn, model -> model.setLifecycle(days(null, 30L))), identified(arn));

        failed(run, HandlerErrorCode.NotStabilized, "Timed out after 1 h 55 min", "ThrottlingException");
        assertThat(run.took()).isLessThan(Duration.ofHours(2));
    }

    @Test
    void a_changed_backup_option_is_refused_without_its_value() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();

        Run run = account.update(
                with(arn, model -> model.setBackupOptions(Map.of("WindowsVSS", "enabled"))),
                with(arn, model -> model.setBackupOptions(Map.of("WindowsVSS", "disabled"))));

        failed(run, HandlerErrorCode.NotUpdatable, "BackupOptions cannot be changed: ", "Replace the resource");
        assertThat(run.message()).doesNotContain("enabled");
    }

    private Run rollBack(ResourceModel to, ResourceModel from) {
        return account.run(Operations.UPDATE, new Call(to).from(from).rollback());
    }

    @Test
    void a_change_of_tags_that_was_refused_can_be_rolled_back() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EBS).put();
        ResourceModel tagged = with(arn, model -> model.setTags(Set.of(new Tag("a", "b"))));
        failed(account.update(tagged, identified(arn)), HandlerErrorCode.NotUpdatable, "Tags");

        succeeded(rollBack(identified(arn), tagged));
    }

    @Test
    void a_lifecycle_that_never_came_to_be_leaves_the_former_one_when_it_is_rolled_back() {
        String arn = account.world
                .point(VAULT, ProtectedResourceType.S3_CONTINUOUS)
                .lifecycle(community.backup.local.awsbackup.LifecycleRule.deleteAfterDays(35))
                .put();
        ResourceModel longer = with(arn, model -> model.setLifecycle(days(null, 20L)));
        failed(account.update(longer, identified(arn)), HandlerErrorCode.InvalidRequest, "continuous");

        succeeded(rollBack(identified(arn), longer));
        assertThat(point(arn).lifecycle().deleteAfterDays()).isEqualTo(35L);
    }

    @Test
    void a_lifecycle_that_came_to_be_ends_when_it_is_rolled_back() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        ResourceModel shorter = with(arn, model -> model.setLifecycle(days(null, 20L)));
        succeeded(account.update(shorter, identified(arn)));

        succeeded(rollBack(identified(arn), shorter));
        assertThat(point(arn).lifecycle().deleteAfterDays()).isEqualTo(-1L);
    }

    @Test
    void a_tag_of_the_source_survives_the_rollback_of_a_change_that_never_came_to_be() {
        String arn = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .tag("team", "source's")
                .put();
        ResourceModel tagged = with(arn, model -> model.setTags(Set.of(new Tag("team", "stack's"))));
        account.world.deny("backup:TagResource");
        failed(account.update(tagged, identified(arn)), HandlerErrorCode.UnauthorizedTaggingOperation, "TagResource");

        succeeded(rollBack(identified(arn), tagged));
        assertThat(point(arn).tags()).containsExactlyEntriesOf(Map.of("team", "source's"));
    }

    @Test
    void another_action_under_way_is_waited_for() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        account.backup
                .faults()
                .inject(
                        Fault.error(AwsError.of("InvalidResourceStateException", 400, null, "Another action.")),
                        BackupOperation.UPDATE_RECOVERY_POINT_LIFECYCLE)
                .times(3);

        succeeded(account.update(with(arn, model -> model.setLifecycle(days(null, 30L))), identified(arn)));
        assertThat(point(arn).lifecycle().deleteAfterDays()).isEqualTo(30L);
    }
}
