package community.backup.local.teardown;

import community.backup.local.awsbackup.HttpAnswer;
import java.time.Duration;

/**
 * Terraform's {@code aws_backup_vault} with {@code force_destroy}: deletes one recovery point, waits until it is gone,
 * and continues with the next. The first wait between two polls is a tenth of a second. Later waits are longer, at most
 * ten seconds. After an error or a timeout it continues with the next recovery point.
 */
final class Terraform implements Algorithm {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "Terraform";
    }

    @Override
    public String source() {
        return "terraform-provider-aws 4.26.0 and since, internal/service/backup/vault.go and wait.go (PR 26199); the waits of "
                + "retry.StateChangeConf in terraform-plugin-sdk v2";
    }

    @Override
    public void run(TeardownAccount account) {
        Tool tool = new Tool(account, SdkRetries.TERRAFORM);
        for (String arn : tool.list()) {
            account.report(account.target(arn), tool.delete(arn) && isGoneInTime(account, tool, arn));
        }
    }

    private static boolean isGoneInTime(TeardownAccount account, Tool tool, String arn) {
        Duration end = account.elapsed().plus(TIMEOUT);
        Duration wait = FIRST_WAIT;
        while (account.elapsed().compareTo(end) < 0) {
            HttpAnswer poll = tool.call(BackupRequests.describe(TeardownAccount.VAULT, arn));
            if (!BackupRequests.succeeded(poll)) {
                return BackupRequests.notFound(poll);
            }
            tool.sleep(wait);
            Duration doubled = wait.multipliedBy(2);
            wait = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
        }
        return false;
    }
}
