package community.backup.local.teardown;

import community.backup.local.awsbackup.HttpAnswer;
import java.time.Duration;

/**
 * Terraform's {@code aws_backup_vault} with {@code force_destroy}: deletes one recovery point and waits until it is gone, then
 * the next. Looks come after a tenth of a second, then ever later, at most ten seconds apart. An error or a timeout is kept, and
 * the next recovery point's turn comes.
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
    public void run(Site site) {
        Tool tool = new Tool(site, SdkRetries.TERRAFORM);
        for (String arn : tool.list()) {
            site.tell(site.target(arn), tool.delete(arn) && isGoneInTime(site, tool, arn));
        }
    }

    private static boolean isGoneInTime(Site site, Tool tool, String arn) {
        Duration end = site.elapsed().plus(TIMEOUT);
        Duration wait = FIRST_WAIT;
        while (site.elapsed().compareTo(end) < 0) {
            HttpAnswer look = tool.call(Requests.describe(Site.VAULT, arn));
            if (!Requests.succeeded(look)) {
                return Requests.notFound(look);
            }
            tool.sleep(wait);
            Duration doubled = wait.multipliedBy(2);
            wait = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
        }
        return false;
    }
}
