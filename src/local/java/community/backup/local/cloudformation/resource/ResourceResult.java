package community.backup.local.cloudformation.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The result of an operation on a resource.
 *
 * @param model the last model that the handler returned
 * @param errorCode the handler error code of a failure; empty if the failure did not come from the handler
 * @param message the handler's message on a failure; empty if the failure did not come from the handler
 * @param reason the reason of a failure, as in a stack event; empty otherwise
 * @param list the result of a LIST; empty for every other action
 */
public record ResourceResult(
        Outcome outcome,
        Optional<ObjectNode> model,
        String errorCode,
        String message,
        String reason,
        Optional<ModelList> list) {
    /** A result that does not come from a handler. */
    public ResourceResult(Outcome outcome, Optional<ObjectNode> model, String errorCode, String reason) {
        this(outcome, model, errorCode, "", reason, Optional.empty());
    }

    /**
     * A page of a list.
     *
     * @param nextToken the token of the next page; empty if there is none
     */
    public record ModelList(List<ObjectNode> models, String nextToken) {}

    /** Ways to end. */
    public enum Outcome {
        SUCCEEDED,
        FAILED,
        /** The stack cancelled the operation. */
        CANCELLED
    }

    /**
     * The handler's message on a failure; without one, the reason as in a stack event. Empty if the operation did not
     * fail.
     */
    public String words() {
        return message.isEmpty() ? reason : message;
    }

    /** Whether the operation succeeded. */
    public boolean succeeded() {
        return outcome == Outcome.SUCCEEDED;
    }
}
