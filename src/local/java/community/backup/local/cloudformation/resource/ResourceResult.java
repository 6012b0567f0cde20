package community.backup.local.cloudformation.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * How an operation on a resource ended.
 *
 * @param model what the handler said of the resource last
 * @param errorCode the handler error code of a failure; empty where it was not the handler that failed it
 * @param message why it failed, in the handler's words; empty where it was not the handler that failed it
 * @param reason why it failed, as a stack event says it; empty otherwise
 * @param list what a LIST found; empty for every other action
 */
public record ResourceResult(
        Outcome outcome,
        Optional<ObjectNode> model,
        String errorCode,
        String message,
        String reason,
        Optional<ModelList> list) {
    /** A result that is not a handler's. */
    public ResourceResult(Outcome outcome, Optional<ObjectNode> model, String errorCode, String reason) {
        this(outcome, model, errorCode, "", reason, Optional.empty());
    }

    /**
     * A page of a list.
     *
     * @param nextToken of the next page; empty if there is none
     */
    public record ModelList(List<ObjectNode> models, String nextToken) {}

    /** Ways to end. */
    public enum Outcome {
        SUCCEEDED,
        FAILED,
        /** The stack gave the operation up. */
        CANCELLED
    }

    /** Why it failed: in the handler's words, or as a stack event says it if the handler has none. Empty if it did not fail. */
    public String words() {
        return message.isEmpty() ? reason : message;
    }

    /** Whether the operation did what it was for. */
    public boolean succeeded() {
        return outcome == Outcome.SUCCEEDED;
    }
}
