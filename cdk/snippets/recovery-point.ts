import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BackupVault } from 'aws-cdk-lib/aws-backup';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnRecoveryPoint } from './community-backup';

const app = new App();
const stack = new Stack(app, 'BeforeTheMigration');
const table = new Table(stack, 'Table', {
  partitionKey: { name: 'id', type: AttributeType.STRING },
  removalPolicy: RemovalPolicy.DESTROY,
});
const vault = new BackupVault(stack, 'Vault', { removalPolicy: RemovalPolicy.DESTROY });
const role = new Role(stack, 'BackupRole', {
  assumedBy: new ServicePrincipal('backup.amazonaws.com'),
  managedPolicies: [
    ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSBackupServiceRolePolicyForBackup'),
  ],
});
const backup = new CfnRecoveryPoint(stack, 'Backup', {
  backupVaultName: vault.backupVaultName,
  resourceArn: table.tableArn,
  iamRoleArn: role.roleArn,
  lifecycle: { deleteAfterDays: 35 },
});
// Role and vault, with their policies, are deleted after the recovery point: AWS Backup deletes with the role.
backup.node.addDependency(role, vault);
new CfnOutput(stack, 'RecoveryPoint', { value: backup.attrRecoveryPointArn });
