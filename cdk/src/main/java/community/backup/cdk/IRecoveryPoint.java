package community.backup.cdk;

import software.amazon.awscdk.IResource;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IGrantable;

/** A recovery point: one that the stack makes or imports, or one that it only knows the ARN of. */
public interface IRecoveryPoint extends IResource {
    /** The recovery point's ARN. Its service is that of the backed-up resource or {@code backup}. */
    String getRecoveryPointArn();

    /**
     * Lets somebody delete this recovery point, and look whether it is gone: AWS Backup accepts a delete whether or not it
     * will happen. What AWS Backup does with the backup then, it does with the backup role.
     *
     * @throws IllegalArgumentException if it is asked for the backup role of this recovery point
     */
    Grant grantDelete(IGrantable grantee);
}
