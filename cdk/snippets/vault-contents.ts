import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BackupPlan, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnVaultContents } from './community-backup';

const app = new App();
const stack = new Stack(app, 'VaultThatEmptiesItself');
const table = new Table(stack, 'Table', {
  partitionKey: { name: 'id', type: AttributeType.STRING },
  removalPolicy: RemovalPolicy.DESTROY,
});
const vault = new BackupVault(stack, 'Vault', { removalPolicy: RemovalPolicy.DESTROY });
const contents = new CfnVaultContents(stack, 'VaultContents', { backupVaultName: vault.backupVaultName });
// The role is deleted after the contents: AWS Backup deletes with it.
const role = new Role(stack, 'BackupRole', { assumedBy: new ServicePrincipal('backup.amazonaws.com') });
contents.node.addDependency(role);
// The plan refers to the contents and not to the vault, so that the plan is deleted first.
const target = BackupVault.fromBackupVaultName(stack, 'Target', contents.ref);
const plan = BackupPlan.daily35DayRetention(stack, 'Plan', target);
plan.addSelection('Tables', { resources: [BackupResource.fromDynamoDbTable(table)], role });
