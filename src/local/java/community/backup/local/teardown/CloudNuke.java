package community.backup.local.teardown;

import community.backup.local.awsbackup.HttpAnswer;
import java.time.Duration;

/**
 * cloud-nuke: requests the deletion of all recovery points, and ends at the first error. Then it polls the vault's list
 * once a second, for a minute at most, until the list is empty.
 */
final class CloudNuke implements Algorithm {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int POLLS = 60;

    @Override
    public String name() {
        return "cloud-nuke";
    }

    @Override
    public String source() {
        return "gruntwork-io/cloud-nuke at 8f6f88cb, aws/resources/backup_vault.go";
    }

    @Override
    public void run(TeardownAccount account) {
        Tool tool = new Tool(account, SdkRetries.GO);
        tool.reportAll(tool.list().stream().allMatch(tool::delete) && emptyInTime(tool));
    }

    private static boolean emptyInTime(Tool tool) {
        for (int poll = 0; poll < POLLS; poll++) {
            tool.sleep(INTERVAL);
            HttpAnswer page = tool.call(BackupRequests.listOne(TeardownAccount.VAULT));
            if (!BackupRequests.succeeded(page)) {
                return false;
            }
            if (!page.text().contains("RecoveryPointArn")) {
                return true;
            }
        }
        return false;
    }
}
