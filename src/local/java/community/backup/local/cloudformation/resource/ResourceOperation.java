package community.backup.local.cloudformation.resource;

import static community.backup.local.cloudformation.resource.ProgressEvent.demand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.clock.VirtualTime;
import community.backup.local.cloudformation.resource.Handler.NoAnswerException;
import community.backup.local.cloudformation.resource.ProgressEvent.ContractViolation;
import community.backup.local.cloudformation.resource.ResourceResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Carries one operation on one resource to its end: invokes the handler, waits as it asks, and invokes it again. */
public final class ResourceOperation {
    /** CloudFormation's limit for the primary identifier of a new resource. */
    private static final Duration IDENTIFIER_LIMIT = Duration.ofSeconds(60);

    private static final Set<String> RETRIABLE =
            Set.of("NetworkFailure", "ResourceConflict", "ServiceInternalError", "Throttling");

    /** How often CloudFormation repeats a retriable failure, and how long it waits, is documented nowhere: a guess. */
    private static final int RETRIES = 3;

    private static final Duration FIRST_RETRY_DELAY = Duration.ofSeconds(5);

    /** After so many invocations without an answer CloudFormation gave up when this was last written about. */
    private static final int SILENCES = 3;

    private final ResourceType type;
    private final ResourceRequest request;
    private final VirtualTime time;
    private final BooleanSupplier cancelled;
    private final Observer observer;
    private final Instant start;
    private final Instant deadline;

    private Optional<ObjectNode> lastModel = Optional.empty();
    private Optional<String> physicalId = Optional.empty();
    private JsonNode context = MissingNode.getInstance();
    private int retries;
    private int silences;

    /** Hears how an operation goes on. */
    public interface Observer {
        /** The handler has told the primary identifier of what it makes. */
        void identified(String physicalId);

        /** The handler is at work and has said this of it. */
        void progressed(String message);
    }

    /**
     * An operation that starts now.
     *
     * @param cancelled whether the stack has given it up
     */
    public ResourceOperation(
            ResourceType type,
            ResourceRequest request,
            VirtualTime time,
            BooleanSupplier cancelled,
            Observer observer) {
        this.type = type;
        this.request = request;
        this.time = time;
        this.cancelled = cancelled;
        this.observer = observer;
        start = time.now();
        deadline = start.plus(type.schema().timeout(request.action()));
        if (request.action() != Action.CREATE) {
            physicalId = type.schema().physicalId(request.properties());
        }
    }

    /** Runs until the operation ends. Must be called on a thread of the {@link VirtualTime}. */
    public ResourceResult run() {
        try {
            while (true) {
                Optional<ProgressEvent> answer = invoke();
                Optional<ResourceResult> end = answer.isEmpty() ? silence() : step(answer.get());
                if (end.isPresent()) {
                    return end.get();
                }
            }
        } catch (ContractViolation e) {
            return failed("", e.reason());
        }
    }

    private Optional<ProgressEvent> invoke() throws ContractViolation {
        ObjectNode model = lastModel.orElse(request.properties());
        try {
            JsonNode answer = type.handler().invoke(request.toJson(type.schema().typeName(), model, context));
            return Optional.of(ProgressEvent.read(answer, request.action(), type.schema()));
        } catch (NoAnswerException e) {
            observer.progressed(e.reason());
            return Optional.empty();
        }
    }

    private Optional<ResourceResult> silence() {
        silences++;
        return silences < SILENCES
                ? Optional.empty()
                : Optional.of(
                        failed("", "The handler did not answer " + SILENCES + " times in a row, within 60 s each."));
    }

    private Optional<ResourceResult> step(ProgressEvent event) throws ContractViolation {
        silences = 0;
        identify(event);
        return switch (event.status()) {
            case SUCCESS -> Optional.of(new ResourceResult(Outcome.SUCCEEDED, event.model(), "", ""));
            case FAILED -> failure(event);
            case IN_PROGRESS -> progress(event);
        };
    }

    /** The identifier, once told, is the resource's for life. */
    private void identify(ProgressEvent event) throws ContractViolation {
        Optional<String> told = event.model().flatMap(type.schema()::physicalId);
        if (told.isPresent()) {
            demand(
                    physicalId.isEmpty() || physicalId.equals(told),
                    "the primary identifier changed from " + physicalId.orElse("") + " to " + told.get());
            if (physicalId.isEmpty()) {
                observer.identified(told.get());
            }
            physicalId = told;
        }
        event.model().ifPresent(model -> lastModel = Optional.of(model));
    }

    private Optional<ResourceResult> failure(ProgressEvent event) {
        if (request.action() == Action.DELETE && event.errorCode().equals("NotFound")) {
            return Optional.of(new ResourceResult(Outcome.SUCCEEDED, Optional.empty(), "", ""));
        }
        if (RETRIABLE.contains(event.errorCode()) && retries < RETRIES) {
            Duration delay = FIRST_RETRY_DELAY.multipliedBy(1L << retries);
            retries++;
            return pause(delay);
        }
        return Optional.of(failed(
                event.errorCode(),
                "Resource handler returned message: \"" + event.message() + "\" (RequestToken: " + request.token()
                        + ", HandlerErrorCode: " + event.errorCode() + ")"));
    }

    private Optional<ResourceResult> progress(ProgressEvent event) throws ContractViolation {
        // A new resource may take its 60 s to have an identifier; one that exists has it from the start.
        boolean named = event.model().flatMap(type.schema()::physicalId).isPresent();
        demand(named || request.action() == Action.CREATE, "IN_PROGRESS lacks the primary identifier");
        if (physicalId.isEmpty() && !time.now().plus(event.callbackDelay()).isBefore(start.plus(IDENTIFIER_LIMIT))) {
            return Optional.of(failed("", "Resource timed out waiting for creation of physical resource"));
        }
        context = event.callbackContext();
        observer.progressed(event.message());
        return pause(event.callbackDelay());
    }

    /** Waits, but not beyond the operation's deadline. */
    private Optional<ResourceResult> pause(Duration delay) {
        Instant next = time.now().plus(delay);
        boolean inTime = next.isBefore(deadline);
        if (!time.sleepUntil(inTime ? next : deadline, cancelled)) {
            return Optional.of(new ResourceResult(Outcome.CANCELLED, lastModel, "", ""));
        }
        return inTime ? Optional.empty() : Optional.of(failed("", "Resource timed out waiting for completion"));
    }

    private ResourceResult failed(String code, String reason) {
        return new ResourceResult(Outcome.FAILED, lastModel, code, reason);
    }
}
