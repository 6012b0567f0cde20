package community.backup.local.simulation;

import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.StackEventListener;

/** Logs the stack events, and checks the promises about the reasons in them. */
final class StackEventChecks implements StackEventListener {
    private final EventLog log;
    private final OwnedBackups backups;

    StackEventChecks(EventLog log, OwnedBackups backups) {
        this.log = log;
        this.backups = backups;
    }

    @Override
    public void happened(StackEvent event) {
        log.add("CloudFormation", () -> Descriptions.of(event));
        if (event.reason().startsWith("The handler broke CloudFormation's contract")) {
            throw new Violation("the handler keeps CloudFormation's contract", Descriptions.of(event));
        }
        if (event.reason().startsWith("Resource timed out")) {
            throw new Violation("an operation ends before CloudFormation gives up", Descriptions.of(event));
        }
        for (String secret : Environment.SECRETS) {
            if (event.reason().contains(secret)) {
                throw new Violation("no secret in an event", Descriptions.of(event));
            }
        }
        backups.happened(event);
    }
}
