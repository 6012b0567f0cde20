package community.backup.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.resource.ResourceResult.ModelList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A handler's answer.
 *
 * @param callbackContext the context for the next invocation; a missing or null node for none
 * @param callbackDelay the least time until the next invocation
 * @param errorCode the handler error code of a failure; empty otherwise
 * @param list the result of a LIST; empty for every other action
 */
record ProgressEvent(
        Status status,
        Optional<ObjectNode> model,
        JsonNode callbackContext,
        Duration callbackDelay,
        String errorCode,
        String message,
        Optional<ModelList> list) {

    enum Status {
        IN_PROGRESS,
        SUCCESS,
        FAILED
    }

    /**
     * Reads an answer, and checks it against CloudFormation's contract for handlers.
     *
     * @throws ContractViolation if the answer breaks the contract
     */
    static ProgressEvent read(JsonNode answer, Action action, ResourceSchema schema) throws ContractViolation {
        Status status = status(answer);
        ProgressEvent event = new ProgressEvent(
                status,
                answer.path("resourceModel") instanceof ObjectNode model ? Optional.of(model) : Optional.empty(),
                answer.path("callbackContext"),
                Duration.ofSeconds(answer.path("callbackDelaySeconds").asInt()),
                answer.path("errorCode").asText(""),
                answer.path("message").asText(""),
                action == Action.LIST ? Optional.of(list(answer)) : Optional.empty());
        switch (status) {
            case IN_PROGRESS -> {
                require(action.canTakeTime(), action + " must end in one invocation");
                require(event.errorCode.isEmpty(), "IN_PROGRESS has an error code, " + event.errorCode);
                require(!event.callbackDelay.isNegative(), "IN_PROGRESS has a negative delay");
            }
            case SUCCESS -> {
                require(event.errorCode.isEmpty(), "SUCCESS has an error code, " + event.errorCode);
                require(event.callbackDelay.isZero(), "SUCCESS has a callback delay");
                require(action != Action.DELETE || event.model.isEmpty(), "SUCCESS of DELETE has a model");
                require(
                        action == Action.DELETE
                                || action == Action.LIST
                                || event.model.flatMap(schema::physicalId).isPresent(),
                        "SUCCESS of " + action + " lacks the primary identifier");
                if (event.model.isPresent()) {
                    var shown = schema.writeOnlyIn(event.model.get());
                    require(shown.isEmpty(), "SUCCESS shows the write-only properties " + shown);
                }
            }
            case FAILED -> require(!event.errorCode.isEmpty(), "FAILED lacks an error code");
        }
        return event;
    }

    private static ModelList list(JsonNode answer) throws ContractViolation {
        List<ObjectNode> models = new ArrayList<>();
        for (JsonNode model : answer.path("resourceModels")) {
            require(model.isObject(), "LIST returned a model that is no object: " + model);
            models.add((ObjectNode) model);
        }
        return new ModelList(models, answer.path("nextToken").asText(""));
    }

    /** The answer of a handler that succeeded. The caller can add the model. */
    static ObjectNode succeeded() {
        return JsonNodeFactory.instance.objectNode().put("status", Status.SUCCESS.name());
    }

    /** The answer of a handler that failed. */
    static ObjectNode failed(String code, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", Status.FAILED.name())
                .put("errorCode", code)
                .put("message", message);
    }

    private static Status status(JsonNode answer) throws ContractViolation {
        for (Status status : Status.values()) {
            if (status.name().equals(answer.path("status").asText())) {
                return status;
            }
        }
        throw new ContractViolation("the answer is no progress event: " + answer);
    }

    static void require(boolean condition, String violation) throws ContractViolation {
        if (!condition) {
            throw new ContractViolation(violation);
        }
    }

    /** A handler broke CloudFormation's contract. */
    static final class ContractViolation extends Exception {
        private final String reason;

        ContractViolation(String what) {
            super(what);
            reason = "The handler broke CloudFormation's contract: " + what + ".";
        }

        /** The violation, in a sentence. */
        String reason() {
            return reason;
        }
    }
}
