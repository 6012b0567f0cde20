package community.backup.local.awsbackup;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A copy job.
 *
 * @param copy the new recovery point; null if the copy fails, or if its vault is not in this account and region
 */
record CopyJob(
        String id,
        StoredPoint source,
        String destinationVaultArn,
        String roleArn,
        LifecycleRule lifecycle,
        Instant created,
        Instant end,
        @Nullable StoredPoint copy,
        Optional<BackupPlan.Origin> origin,
        Timeline<StoredJob.JobPhase> timeline) {

    /** The answer of StartCopyJob. */
    Shape started() {
        return new Shape().with("CopyJobId", id).with("CreationDate", created).with("IsParent", source.parent());
    }

    /** A copy job of DescribeCopyJob and ListCopyJobs. */
    Shape shape(StoredJob.JobPhase phase, String accountId) {
        boolean done = phase.state() == JobState.COMPLETED;
        return new Shape()
                .with("AccountId", accountId)
                .with("CopyJobId", id)
                .with("SourceBackupVaultArn", source.vault.arn)
                .with("SourceRecoveryPointArn", source.arn)
                .with("DestinationBackupVaultArn", destinationVaultArn)
                .with("DestinationRecoveryPointArn", done && copy != null ? copy.arn : null)
                .with("DestinationRecoveryPointLifecycle", lifecycle.toShape())
                .with("ResourceArn", source.resourceArn)
                .with("ResourceType", source.type.wireName())
                .with("ResourceName", ArnForm.nameOf(source.resourceArn))
                .with("CreationDate", created)
                .with("CompletionDate", phase.state().active() ? null : end)
                .with("State", phase.state())
                .with("StatusMessage", phase.message())
                .with("BackupSizeInBytes", done ? source.bytes : null)
                .with("MessageCategory", StoredJob.category(phase))
                .with("CreatedBy", BackupPlan.Origin.shape(origin))
                .with("IamRoleArn", roleArn)
                .with("IsParent", source.parent());
    }
}
