package community.backup.local.cloudcontrol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.resource.Action;
import community.backup.local.cloudformation.resource.AsyncOperation;
import community.backup.local.cloudformation.resource.ResourceResult;
import community.backup.local.cloudformation.resource.ResourceResult.Outcome;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A request to create, update or delete a resource. It is kept for seven days. */
final class OperationRequest implements AsyncOperation.Listener {
    /** The status of a request. */
    enum Status {
        IN_PROGRESS,
        SUCCESS,
        FAILED,
        CANCEL_IN_PROGRESS,
        CANCEL_COMPLETE
    }

    private static final Set<Status> UNDER_WAY = Set.of(Status.IN_PROGRESS, Status.CANCEL_IN_PROGRESS);

    /** The error code for a handler that did not answer in time, or broke its contract. The code is a guess. */
    private static final String NO_CODE = "InternalFailure";

    private final String token;
    private final String typeName;
    private final Action action;
    private final Instant begun;
    private Status status = Status.IN_PROGRESS;
    private String identifier;
    private String message = "";
    private String errorCode = "";
    private Optional<ObjectNode> model = Optional.empty();
    private Optional<AsyncOperation> operation = Optional.empty();

    /**
     * A new request.
     *
     * @param identifier the primary identifier of the resource; empty if it is not known yet
     */
    OperationRequest(String token, String typeName, Action action, String identifier, Instant begun) {
        this.token = token;
        this.typeName = typeName;
        this.action = action;
        this.identifier = identifier;
        this.begun = begun;
    }

    void start(AsyncOperation newOperation) {
        operation = Optional.of(newOperation);
        newOperation.start(this::ended);
    }

    /** Cancels the request: it invokes no handler again and rolls nothing back. */
    void cancel() {
        status = Status.CANCEL_IN_PROGRESS;
        operation.ifPresent(AsyncOperation::cancel);
    }

    @Override
    public void identified(String physicalId) {
        identifier = physicalId;
    }

    @Override
    public void progressed(String newMessage) {
        message = newMessage;
    }

    private void ended(ResourceResult result) {
        message = result.words();
        model = result.model();
        if (result.outcome() == Outcome.FAILED) {
            status = Status.FAILED;
            errorCode = result.errorCode().isEmpty() ? NO_CODE : result.errorCode();
        } else {
            status = result.succeeded() ? Status.SUCCESS : Status.CANCEL_COMPLETE;
        }
    }

    String token() {
        return token;
    }

    String typeName() {
        return typeName;
    }

    Action action() {
        return action;
    }

    Instant begun() {
        return begun;
    }

    Status status() {
        return status;
    }

    boolean underWay() {
        return UNDER_WAY.contains(status);
    }

    /** The primary identifier of the resource; empty as long as it is not known. */
    String identifier() {
        return identifier;
    }

    /** The handler's last message, or the reason of a failure without one; empty if there is neither. */
    String message() {
        return message;
    }

    /** The error code of the failure; empty if the request has not failed. */
    String errorCode() {
        return errorCode;
    }

    /** The resource at the end of the request, as far as the handler returned it. */
    Optional<ObjectNode> model() {
        return model;
    }
}
