package community.backup.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.resource.Action;
import community.backup.local.cloudformation.resource.Handler;
import community.backup.recoverypoint.HandlersInProcess;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs each invocation of a handler in a new process, with a clock of its own. Processes can die. */
final class Lambda implements Handler {
    private static final HandlersInProcess HANDLERS = new HandlersInProcess(Clients.make());

    private final MovableClock clock;
    private final Draws draws;
    private final FaultPlan faults;
    private final Network network;
    private final Observer observer;
    private final Setting setting;
    private final EventLog log;
    private final Consumer<Invocation> listener;
    private final Map<String, ResourceRun> runs = new HashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    /** The one that was made once more beside the invocation that runs. */
    private @Nullable Invocation second;

    private boolean lastWasDisturbed;

    /**
     * @param listener gets every invocation as it begins
     */
    Lambda(
            MovableClock clock,
            Draws draws,
            FaultPlan faults,
            Network network,
            Observer observer,
            Setting setting,
            EventLog log,
            Consumer<Invocation> listener) {
        this.clock = clock;
        this.draws = draws;
        this.faults = faults;
        this.network = network;
        this.observer = observer;
        this.setting = setting;
        this.log = log;
        this.listener = listener;
        network.beside(this::again);
    }

    @Override
    public CompletionStage<JsonNode> invoke(ObjectNode request) {
        ResourceRun run = runs.computeIfAbsent(request.path("bearerToken").asText(), token -> newRun(request));
        setting.shape(request);
        second = null;
        Invocation invocation = new Invocation(run, run.name() + "#" + run.nextInvocation(), request, false, clock.instant());
        if (!handle(invocation)) {
            return silence(invocation, "The process died");
        }
        lastWasDisturbed = invocation.calls().stream().anyMatch(call -> !call.fault().isEmpty());
        Invocation taken = chosen(invocation);
        if (faults.losesAnswer(invocation)) {
            log.add(run.name(), () -> "the answer is lost: " + brief(taken));
            return silence(invocation, "The answer was lost");
        }
        run.answered();
        run.delivered(taken.answer());
        log.add(run.name(), () -> "answers " + brief(taken));
        return CompletableFuture.completedFuture(taken.answer());
    }

    /** Whether something went wrong with a call of the last invocation. */
    boolean lastWasDisturbed() {
        return lastWasDisturbed;
    }

    private ResourceRun newRun(ObjectNode request) {
        Action action = Action.valueOf(request.path("action").asText());
        String resource = request.path("stackId").asText().split("/", -1)[1] + "."
                + request.path("requestData").path("logicalResourceId").asText();
        String name = resource + " " + action;
        return new ResourceRun(name + " " + attempts.merge(name, 1, Integer::sum), action, clock.instant());
    }

    /** Runs the handler; returns whether it came to its end. */
    private boolean handle(Invocation invocation) {
        log.add(
                invocation.run().name(),
                () -> invocation.first() ? "is invoked for the first time: " + invocation.properties() : "is invoked again");
        Clock own = Clock.offset(clock, faults.clockSkew(invocation));
        listener.accept(invocation);
        observer.before(invocation);
        try {
            network.during(invocation, () -> {
                ObjectNode answer = HANDLERS.invoke(
                        invocation.request(), own, () -> invocation.rolled(draws.unit(invocation.name() + "/roll")), invocation::logged);
                invocation.answered(answer, clock.instant());
            });
        } catch (Killed e) {
            observer.died(invocation);
            return false;
        }
        observer.after(invocation);
        return true;
    }

    /** The same invocation once more, while the first one runs; nothing goes wrong with it. */
    private void again(Invocation first) {
        first.run().disturb();
        Invocation invocation = new Invocation(
                first.run(), first.name() + " again", first.request().deepCopy(), true, clock.instant());
        if (handle(invocation)) {
            second = invocation;
        }
    }

    /** Of two answers to the same invocation CloudFormation takes either. */
    private Invocation chosen(Invocation first) {
        return Optional.ofNullable(second)
                .filter(some -> draws.below(first.name() + "/taken", 2) == 0)
                .orElse(first);
    }

    private static String brief(Invocation invocation) {
        return invocation.status() + " " + invocation.errorCode() + " " + invocation.message();
    }

    private CompletionStage<JsonNode> silence(Invocation invocation, String why) {
        invocation.run().silent();
        invocation.lost(why);
        boolean crash = draws.below(invocation.name() + "/crash", 2) == 0;
        return CompletableFuture.failedFuture(
                new NoAnswerException(why, crash ? Duration.ZERO : Duration.ofSeconds(60)));
    }
}
