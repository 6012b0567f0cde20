package community.backup.local.simulation;

import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.StackEventListener;

/** Hears what the stacks' events say, and that they do not say what must not be. */
final class Events implements StackEventListener {
    private final Story story;
    private final Estate estate;

    Events(Story story, Estate estate) {
        this.story = story;
        this.estate = estate;
    }

    @Override
    public void happened(StackEvent event) {
        story.tell(
                "CloudFormation",
                () -> event.stackName() + "." + event.logicalId() + " " + event.status() + " " + event.reason());
        if (event.reason().startsWith("The handler broke CloudFormation's contract")) {
            throw new Violation("the handler keeps CloudFormation's contract", event.toString());
        }
        if (event.reason().startsWith("Resource timed out")) {
            throw new Violation("an operation ends before CloudFormation gives up", event.toString());
        }
        for (String secret : Setting.SECRETS) {
            if (event.reason().contains(secret)) {
                throw new Violation("no secret in an event", event.toString());
            }
        }
        estate.happened(event);
    }
}
