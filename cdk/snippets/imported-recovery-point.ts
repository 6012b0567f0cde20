import { App, CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';

const app = new App();
const stack = new Stack(app, 'Owner');
const imported = new CfnResource(stack, 'Imported', {
  type: 'Community::Backup::RecoveryPoint',
  properties: { BackupVaultName: 'archive' },
});
imported.applyRemovalPolicy(RemovalPolicy.RETAIN);
