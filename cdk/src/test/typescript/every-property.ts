import { App, CfnOutput, Stack, Tags, Token } from 'aws-cdk-lib';
import { CfnRecoveryPoint, CfnVaultContents } from './community-backup';

const app = new App();
const stack = new Stack(app, 'EveryProperty');
const point = new CfnRecoveryPoint(stack, 'Point', {
  backupVaultName: 'first',
  resourceArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/orders',
  iamRoleArn: 'arn:aws:iam::123456789012:role/backup',
  lifecycle: { deleteAfterDays: 100, moveToColdStorageAfterDays: 10, optInToArchiveForSupportedResources: true },
  tags: [{ key: 'owner', value: 'me' }],
  backupOptions: { WindowsVSS: 'enabled' },
  startWindowMinutes: 60,
  completeWindowMinutes: 120,
});
point.backupVaultName = 'vault';
Tags.of(stack).add('stage', 'test');
new CfnVaultContents(stack, 'Contents', { backupVaultName: 'vault', includeExisting: true, emptyOn: 'ANY_DELETION' });
new CfnOutput(stack, 'Arn', { value: point.attrRecoveryPointArn });
new CfnOutput(stack, 'Encrypted', { value: Token.asString(point.attrIsEncrypted) });
