import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnRecoveryPoint } from './community-backup';

const app = new App();
const stack = new Stack(app, 'Owner');
const imported = new CfnRecoveryPoint(stack, 'Imported', { backupVaultName: 'archive' });
imported.applyRemovalPolicy(RemovalPolicy.RETAIN);
