package community.backup.local.cloudformation.resource;

import static community.backup.local.cloudformation.resource.ProgressEvent.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.clock.Agenda;
import community.backup.local.cloudformation.resource.ProgressEvent.ContractViolation;
import community.backup.local.cloudformation.resource.ResourceHandler.NoAnswerException;
import community.backup.local.cloudformation.resource.ResourceResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out an operation by a handler: it invokes the handler, waits for the requested delay, and invokes the handler
 * again until the operation ends.
 */
public final class ResourceOperation implements AsyncOperation {
    /** CloudFormation's limit for the primary identifier of a new resource. */
    private static final Duration IDENTIFIER_LIMIT = Duration.ofSeconds(60);

    private static final Set<String> RETRIABLE =
            Set.of("NetworkFailure", "ResourceConflict", "ServiceInternalError", "Throttling");

    /**
     * No document says how often CloudFormation retries a retriable failure, and how long it waits. These values are a
     * guess.
     */
    private static final int RETRIES = 3;

    private static final Duration FIRST_RETRY_DELAY = Duration.ofSeconds(5);

    /** CloudFormation fails after so many invocations without an answer, by the last report of this behaviour. */
    private static final int MAX_MISSING_ANSWERS = 3;

    private final ResourceType type;
    private final ResourceRequest request;
    private final Agenda agenda;
    private final Listener listener;
    private final boolean stopsAtProgress;
    private final Instant start;
    private final Instant deadline;

    private Optional<ObjectNode> lastModel = Optional.empty();
    private Optional<String> physicalId = Optional.empty();
    private JsonNode context = MissingNode.getInstance();
    private int retries;
    private int missingAnswers;
    private boolean cancelled;
    private Optional<Agenda.Entry> wait = Optional.empty();
    private Consumer<ResourceResult> whenEnded = result -> {};

    /** An operation that starts now. */
    public ResourceOperation(ResourceType type, ResourceRequest request, Agenda agenda, Listener listener) {
        this(type, request, agenda, listener, false);
    }

    /**
     * An operation that starts now.
     *
     * @param stopsAtProgress whether the operation succeeds as soon as the handler has answered IN_PROGRESS with the
     *     identifier
     */
    public ResourceOperation(
            ResourceType type, ResourceRequest request, Agenda agenda, Listener listener, boolean stopsAtProgress) {
        this.stopsAtProgress = stopsAtProgress;
        this.type = type;
        this.request = request;
        this.agenda = agenda;
        this.listener = listener;
        start = agenda.now();
        deadline = start.plus(type.schema().timeout(request.action()));
        if (request.action() != Action.CREATE) {
            physicalId = type.schema().physicalId(request.properties());
        }
    }

    @Override
    public void start(Consumer<ResourceResult> then) {
        whenEnded = then;
        agenda.next(this::invoke);
    }

    @Override
    public void cancel() {
        cancelled = true;
        wait.ifPresent(entry -> {
            entry.cancel();
            wait = Optional.empty();
            endCancelled();
        });
    }

    private void invoke() {
        wait = Optional.empty();
        ObjectNode model = lastModel.orElse(request.properties());
        agenda.when(type.handler().invoke(request.toJson(type.schema().typeName(), model, context)), this::answered);
    }

    private void answered(@Nullable JsonNode answer, @Nullable Throwable problem) {
        Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
        if (cause instanceof NoAnswerException missing) {
            listener.progressed(missing.reason());
            missingAnswer(missing.noticed());
        } else if (answer == null) {
            throw new IllegalStateException("The handler of " + type.schema().typeName() + " is broken", cause);
        } else {
            read(answer);
        }
    }

    private void missingAnswer(Duration noticed) {
        missingAnswers++;
        if (missingAnswers < MAX_MISSING_ANSWERS) {
            pause(noticed);
        } else {
            fail("The handler did not answer " + MAX_MISSING_ANSWERS + " times in a row, within 60 s each.");
        }
    }

    private void read(JsonNode answer) {
        missingAnswers = 0;
        try {
            ProgressEvent event = ProgressEvent.read(answer, request.action(), type.schema());
            identify(event);
            switch (event.status()) {
                case SUCCESS -> end(new ResourceResult(Outcome.SUCCEEDED, event.model(), "", "", "", event.list()));
                case FAILED -> failure(event);
                case IN_PROGRESS -> progress(event);
            }
        } catch (ContractViolation e) {
            fail(e.reason());
        }
    }

    /** A resource keeps the first identifier that its handler returned. */
    private void identify(ProgressEvent event) throws ContractViolation {
        Optional<String> reported = event.model().flatMap(type.schema()::physicalId);
        if (reported.isPresent()) {
            require(
                    physicalId.isEmpty() || physicalId.equals(reported),
                    "the primary identifier changed from " + physicalId.orElse("") + " to " + reported.get());
            if (physicalId.isEmpty()) {
                listener.identified(reported.get());
            }
            physicalId = reported;
        }
        event.model().ifPresent(model -> lastModel = Optional.of(model));
    }

    private void failure(ProgressEvent event) {
        if (RETRIABLE.contains(event.errorCode()) && retries < RETRIES) {
            Duration delay = FIRST_RETRY_DELAY.multipliedBy(1L << retries);
            retries++;
            pause(delay);
        } else {
            fail(
                    event.errorCode(),
                    event.message(),
                    "Resource handler returned message: \"" + event.message() + "\" (RequestToken: " + request.token()
                            + ", HandlerErrorCode: " + event.errorCode() + ")");
        }
    }

    private void progress(ProgressEvent event) throws ContractViolation {
        // The identifier of a new resource may take 60 s; every other action starts with it.
        boolean named = event.model().flatMap(type.schema()::physicalId).isPresent();
        require(named || request.action() == Action.CREATE, "IN_PROGRESS lacks the primary identifier");
        if (physicalId.isEmpty() && !agenda.now().plus(event.callbackDelay()).isBefore(start.plus(IDENTIFIER_LIMIT))) {
            fail("Resource timed out waiting for creation of physical resource");
            return;
        }
        context = event.callbackContext();
        listener.progressed(event.message());
        if (stopsAtProgress && physicalId.isPresent()) {
            end(new ResourceResult(Outcome.SUCCEEDED, lastModel, "", ""));
            return;
        }
        pause(event.callbackDelay());
    }

    /** Waits, but not beyond the operation's deadline. */
    private void pause(Duration delay) {
        if (cancelled) {
            endCancelled();
            return;
        }
        Instant next = agenda.now().plus(delay);
        wait = Optional.of(
                next.isBefore(deadline) ? agenda.at(next, this::invoke) : agenda.at(deadline, this::timeOut));
    }

    private void timeOut() {
        fail("Resource timed out waiting for completion");
    }

    /** Fails for a reason that did not come from the handler. */
    private void fail(String reason) {
        fail("", "", reason);
    }

    private void fail(String code, String message, String reason) {
        end(new ResourceResult(Outcome.FAILED, lastModel, code, message, reason, Optional.empty()));
    }

    private void endCancelled() {
        end(new ResourceResult(Outcome.CANCELLED, lastModel, "", ""));
    }

    private void end(ResourceResult result) {
        whenEnded.accept(result);
    }
}
