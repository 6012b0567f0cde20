package community.backup.recoverypoint.process;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.StackRequest;
import community.backup.local.cloudformation.StackView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Stacks of a vault with a backup whose ARN is known at once, and one whose identity is its job. */
final class Stacks {
    private static final String TEMPLATE = """
            Resources:
              Vault:
                Type: AWS::Backup::BackupVault
                Properties:
                  BackupVaultName: !Sub ${AWS::StackName}-vault
              Files:
                Type: Community::Backup::RecoveryPoint
                Properties:
                  BackupVaultName: !Ref Vault
                  ResourceArn: !Sub arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-${AWS::StackName}
                  IamRoleArn: arn:aws:iam::123456789012:role/backup
              Disk:
                Type: Community::Backup::RecoveryPoint
                Properties:
                  BackupVaultName: !Ref Vault
                  ResourceArn: !Sub arn:aws:ec2:us-east-1:123456789012:volume/vol-${AWS::StackName}
                  IamRoleArn: arn:aws:iam::123456789012:role/backup
            """;

    private final Site site;
    private final LocalCloudFormation cloudFormation;
    private int made;

    Stacks(Site site, LocalCloudFormation cloudFormation) {
        this.site = site;
        this.cloudFormation = cloudFormation;
    }

    /** Makes so many at once. */
    void deploy(int count) {
        List<StackView> ended = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cloudFormation.startDeploy(StackRequest.of("s-" + i, TEMPLATE), ended::add);
        }
        site.agenda.runUntil(() -> ended.size() == count);
        made += count;
        assertThat(site.failures).isEmpty();
        assertThat(ended).extracting(StackView::status).containsOnly("CREATE_COMPLETE");
    }

    /** Deletes them all at once. */
    void delete(int count) {
        List<StackView> ended = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cloudFormation.startDelete("s-" + i, Set.of(), ended::add);
        }
        site.agenda.runUntil(() -> ended.size() == count);
        assertThat(site.failures).isEmpty();
        assertThat(ended).extracting(StackView::status).containsOnly("DELETE_COMPLETE");
    }

    /** Exactly one backup was ever made for each resource of each stack. */
    void assertOneBackupEach() {
        assertThat(site.world.jobs()).hasSize(2 * made);
    }

    /** Nothing of them is left, and all that was never theirs still is. */
    void assertNothingLeft() {
        assertThat(site.world.vaults()).containsExactly(Site.VAULT);
    }
}
