/**
 * AWS CDK constructs for {@code Community::Backup::RecoveryPoint}: {@link community.backup.cdk.RecoveryPoint}, and under it
 * {@link community.backup.cdk.CfnRecoveryPoint}, which is generated from the type's schema.
 */
@NullMarked
package community.backup.cdk;

import org.jspecify.annotations.NullMarked;
