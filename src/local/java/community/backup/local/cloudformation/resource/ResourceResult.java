package community.backup.local.cloudformation.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * How an operation on a resource ended.
 *
 * @param model what the handler said of the resource last
 * @param errorCode the handler error code of a failure; empty where it was not the handler that failed it
 * @param reason why it failed, as a stack event says it; empty otherwise
 */
public record ResourceResult(Outcome outcome, Optional<ObjectNode> model, String errorCode, String reason) {
    /** Ways to end. */
    public enum Outcome {
        SUCCEEDED,
        FAILED,
        /** The stack gave the operation up. */
        CANCELLED
    }

    /** Whether the operation did what it was for. */
    public boolean succeeded() {
        return outcome == Outcome.SUCCEEDED;
    }
}
