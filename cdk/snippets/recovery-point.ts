import { App, CfnOutput, CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BackupVault } from 'aws-cdk-lib/aws-backup';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';

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
const backup = new CfnResource(stack, 'Backup', {
  type: 'Community::Backup::RecoveryPoint',
  properties: {
    BackupVaultName: vault.backupVaultName,
    ResourceArn: table.tableArn,
    IamRoleArn: role.roleArn,
    Lifecycle: { DeleteAfterDays: 35 },
  },
});
// Role and vault, with their policies, are deleted after the recovery point: AWS Backup deletes with the role.
backup.node.addDependency(role, vault);
new CfnOutput(stack, 'RecoveryPoint', { value: backup.getAtt('RecoveryPointArn').toString() });
