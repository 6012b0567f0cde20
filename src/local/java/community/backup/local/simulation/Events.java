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
        story.tell("CloudFormation", () -> Words.of(event));
        if (event.reason().startsWith("The handler broke CloudFormation's contract")) {
            throw new Violation("the handler keeps CloudFormation's contract", Words.of(event));
        }
        if (event.reason().startsWith("Resource timed out")) {
            throw new Violation("an operation ends before CloudFormation gives up", Words.of(event));
        }
        for (String secret : Setting.SECRETS) {
            if (event.reason().contains(secret)) {
                throw new Violation("no secret in an event", Words.of(event));
            }
        }
        estate.happened(event);
    }
}
