package community.backup.recoverypoint.process;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.StackRequest;
import community.backup.local.cloudformation.StackView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** Stacks, each with a vault and recovery points. */
final class BackupStacks {
    private static final String VAULT = """
            Resources:
              Vault:
                Type: AWS::Backup::BackupVault
                Properties:
                  BackupVaultName: !Sub ${AWS::StackName}-vault
            """;
    private static final String FILES = backup("Files", "elasticfilesystem", "file-system/fs");
    private static final String DISK = backup("Disk", "ec2", "volume/vol");

    private final ProcessAccount account;
    private final LocalCloudFormation cloudFormation;
    private final IntFunction<String> template;
    private final int backups;
    private int deployed;

    private BackupStacks(
            ProcessAccount account, LocalCloudFormation cloudFormation, IntFunction<String> template, int backups) {
        this.account = account;
        this.cloudFormation = cloudFormation;
        this.template = template;
        this.backups = backups;
    }

    /** Stacks with two backups: one whose ARN is known at once, and one that its job identifies. */
    static BackupStacks ofTwoBackups(ProcessAccount account, LocalCloudFormation cloudFormation) {
        return new BackupStacks(account, cloudFormation, number -> VAULT + FILES + DISK, 2);
    }

    /** Stacks with one backup. ARNs identify the backups of every other stack, and jobs those of the others. */
    static BackupStacks ofABackup(ProcessAccount account, LocalCloudFormation cloudFormation) {
        return new BackupStacks(account, cloudFormation, number -> VAULT + (number % 2 == 0 ? FILES : DISK), 1);
    }

    private static String backup(String logicalId, String service, String resource) {
        return """
              %s:
                Type: Community::Backup::RecoveryPoint
                Properties:
                  BackupVaultName: !Ref Vault
                  ResourceArn: !Sub arn:aws:%s:us-east-1:123456789012:%s-${AWS::StackName}
                  IamRoleArn: arn:aws:iam::123456789012:role/backup
            """.formatted(logicalId, service, resource);
    }

    /** Deploys this many stacks at once. */
    void deploy(int count) {
        List<StackView> ended = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cloudFormation.startDeploy(StackRequest.of("s-" + i, template.apply(i)), ended::add);
        }
        account.agenda.runUntil(() -> ended.size() == count);
        deployed += count;
        assertThat(account.failures).isEmpty();
        assertThat(ended).extracting(StackView::status).containsOnly("CREATE_COMPLETE");
    }

    /** Deletes this many stacks at once. */
    void delete(int count) {
        List<StackView> ended = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cloudFormation.startDelete("s-" + i, Set.of(), ended::add);
        }
        account.agenda.runUntil(() -> ended.size() == count);
        assertThat(account.failures).isEmpty();
        assertThat(ended).extracting(StackView::status).containsOnly("DELETE_COMPLETE");
    }

    /** Checks that AWS Backup has made exactly one backup for each resource of each stack. */
    void assertOneBackupEach() {
        assertThat(account.world.jobs()).hasSize(backups * deployed);
    }

    /** Checks that nothing of the stacks is left, and that the vault outside of the stacks still exists. */
    void assertNothingLeft() {
        assertThat(account.world.vaults()).containsExactly(ProcessAccount.VAULT);
        assertThat(account.world.pointsIn(ProcessAccount.VAULT)).isEmpty();
    }
}
