package community.backup.local.teardown;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A plugin of the Serverless Framework: requests the deletion of all recovery points at once. The framework sends two
 * requests at a time and retries a throttled one up to four times. The plugin only logs an error and does not wait for
 * the deletes; then the framework removes the stack.
 */
final class ServerlessPlugin implements Algorithm {
    private static final int AT_A_TIME = 2;
    private static final int FRAMEWORK_RETRIES = 4;
    private static final Duration LEAST_WAIT = Duration.ofSeconds(4);
    private static final Duration WAIT_SPREAD = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "Serverless plugin";
    }

    @Override
    public String source() {
        return "coyoteecd/serverless-backup-vault-cleaner; serverless 3, lib/aws/request.js; default retries of the AWS SDK for "
                + "JavaScript 2";
    }

    @Override
    public void run(TeardownAccount account) {
        Tool tool = new Tool(account, SdkRetries.JAVASCRIPT);
        tool.call(BackupRequests.describeVault(TeardownAccount.VAULT));
        Requests requests = new Requests(account, new ArrayDeque<>(tool.list()));
        for (int i = 0; i < AT_A_TIME; i++) {
            requests.next();
        }
        account.runUntil(requests::isOver);
        tool.reportAll(true);
    }

    /** The requests that are not sent yet, and the requests under way. */
    private static final class Requests {
        private final TeardownAccount account;
        private final Caller caller;
        private final Queue<String> waiting;
        private int underWay;
        private boolean failed;

        Requests(TeardownAccount account, Queue<String> waiting) {
            this.account = account;
            this.caller = Caller.at(account, SdkRetries.JAVASCRIPT);
            this.waiting = waiting;
        }

        void next() {
            String arn = waiting.poll();
            if (arn != null) {
                underWay++;
                attempt(arn, 0);
            }
        }

        private void attempt(String arn, int retries) {
            caller.call(BackupRequests.delete(TeardownAccount.VAULT, arn), answer -> {
                if (BackupRequests.throttled(answer) && retries < FRAMEWORK_RETRIES) {
                    Duration spread = Duration.ofMillis(
                            (long) (WAIT_SPREAD.toMillis() * account.random().nextDouble()));
                    account.in(LEAST_WAIT.plus(spread), () -> attempt(arn, retries + 1));
                } else {
                    failed |= !BackupRequests.succeeded(answer);
                    underWay--;
                    next();
                }
            });
        }

        /** The first error ends the wait for all. */
        boolean isOver() {
            return failed || (underWay == 0 && waiting.isEmpty());
        }
    }
}
