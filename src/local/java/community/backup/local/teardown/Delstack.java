package community.backup.local.teardown;

import java.time.Duration;

/**
 * delstack: requests the deletion of all recovery points, sleeps five seconds, and deletes the vault. AWS Backup
 * refuses that while the vault is not empty. Then delstack runs once more, as its own issue advises.
 */
final class Delstack implements Algorithm {
    private static final Duration SLEEP = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "delstack";
    }

    @Override
    public String source() {
        return "go-to-k/delstack at 122263a7, pkg/client/backup.go; issue 370 (\"a retry will succeed\")";
    }

    @Override
    public void run(TeardownAccount account) {
        Tool tool = new Tool(account, SdkRetries.GO);
        boolean gone = succeeds(tool);
        tool.reportAll(gone || succeeds(tool));
    }

    private static boolean succeeds(Tool tool) {
        if (!tool.list().stream().allMatch(tool::delete)) {
            return false;
        }
        tool.sleep(SLEEP);
        return BackupRequests.succeeded(tool.call(BackupRequests.deleteVault(TeardownAccount.VAULT)));
    }
}
