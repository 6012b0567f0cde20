/**
 * AWS CDK constructs for the resource types of this package: {@link community.backup.cdk.RecoveryPoint} and
 * {@link community.backup.cdk.VaultContents}. The constructs {@link community.backup.cdk.CfnRecoveryPoint} and
 * {@link community.backup.cdk.CfnVaultContents} below them are generated from the types' schemas.
 */
@NullMarked
package community.backup.cdk;

import org.jspecify.annotations.NullMarked;
