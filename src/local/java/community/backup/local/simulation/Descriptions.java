package community.backup.local.simulation;

import community.backup.local.awsbackup.JobView;
import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.StackView;

/** Stacks, events and jobs as the event log describes them. */
final class Descriptions {
    private Descriptions() {}

    static String of(StackView stack) {
        String why = stack.reason().isEmpty() ? "" : " (" + stack.reason() + ")";
        String left = stack.physicalIds().isEmpty()
                ? "no resource"
                : String.join(", ", stack.physicalIds().keySet());
        return "stack " + stack.name() + " is " + stack.status() + why + " and still has " + left;
    }

    static String of(StackEvent event) {
        return event.stackName() + "." + event.logicalId() + " " + event.status() + " " + event.reason();
    }

    static String of(JobView job) {
        return "backup job " + job.id() + " of " + job.resourceArn() + ", " + job.state() + ", for " + job.pointArn();
    }
}
