package community.backup.cdk;

import software.amazon.awscdk.IResource;
import software.amazon.awscdk.services.events.OnEventOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.sns.ITopic;

/** A recovery point: one that the stack makes or imports, or one that it only knows the ARN of. */
public interface IRecoveryPoint extends IResource {
    /** The recovery point's ARN. Its service is that of the backed-up resource or {@code backup}. */
    String getRecoveryPointArn();

    /**
     * Grants permission to delete this recovery point and to read it, because an accepted delete can still fail. AWS
     * Backup then deletes the backup itself with the backup role.
     *
     * @throws IllegalArgumentException if the grantee is the backup role of this recovery point
     */
    Grant grantDelete(IGrantable grantee);

    /**
     * A rule for this recovery point alone. The recovery point turns {@code EXPIRED} if AWS Backup cannot delete it,
     * for example at the end of its lifecycle. The rule names the recovery point, so CloudFormation deletes the rule
     * first. The rule therefore does not notice that the deletion with the stack fails;
     * {@link VaultMonitoring#onExpired} does. AWS Backup has no metric of one recovery point.
     *
     * @param options the targets and other options of the rule
     */
    Rule onExpired(String id, OnEventOptions options);

    /** Notifies a topic if this recovery point turns {@code EXPIRED}, by {@link #onExpired}. */
    default Rule alarmOnExpired(String id, ITopic topic) {
        return onExpired(id, ExpiredRule.tell(topic));
    }
}
