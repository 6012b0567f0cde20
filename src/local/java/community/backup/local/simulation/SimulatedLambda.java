package community.backup.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.resource.Action;
import community.backup.local.cloudformation.resource.ResourceHandler;
import community.backup.local.lambda.HandlersInProcess;
import community.backup.recoverypoint.RecoveryPointHandlers;
import community.backup.service.aws.BackupClients;
import community.backup.vaultcontents.VaultContentsHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs each invocation of a handler in a new process with its own clock. Processes can die. */
final class SimulatedLambda implements ResourceHandler {
    private static final BackupClients CLIENTS = Clients.make();
    private static final HandlersInProcess<?, ?> OF_POINTS =
            new HandlersInProcess<>(new RecoveryPointHandlers(), CLIENTS);
    private static final HandlersInProcess<?, ?> OF_VAULTS =
            new HandlersInProcess<>(new VaultContentsHandlers(), CLIENTS, Clients::rest);

    private final MovableClock clock;
    private final Draws draws;
    private final FaultPlan faults;
    private final SimulatedNetwork network;
    private final InvocationChecks ofPoints;
    private final InvocationChecks ofVaults;
    private final Environment environment;
    private final EventLog log;
    private final Consumer<SimulatedInvocation> listener;
    private final Map<String, ResourceRun> runs = new HashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    /** The second invocation that was made at the same time as the first one. */
    private @Nullable SimulatedInvocation second;

    private boolean lastWasDisturbed;

    /**
     * @param listener receives every invocation when it begins
     */
    SimulatedLambda(
            MovableClock clock,
            Draws draws,
            FaultPlan faults,
            SimulatedNetwork network,
            InvocationChecks ofPoints,
            InvocationChecks ofVaults,
            Environment environment,
            EventLog log,
            Consumer<SimulatedInvocation> listener) {
        this.clock = clock;
        this.draws = draws;
        this.faults = faults;
        this.network = network;
        this.ofPoints = ofPoints;
        this.ofVaults = ofVaults;
        this.environment = environment;
        this.log = log;
        this.listener = listener;
        network.onSecondInvocation(this::invokeAgain);
    }

    @Override
    public CompletionStage<JsonNode> invoke(ObjectNode request) {
        ResourceRun run = runs.computeIfAbsent(request.path("bearerToken").asText(), token -> newRun(request));
        environment.adapt(request);
        second = null;
        SimulatedInvocation invocation =
                new SimulatedInvocation(run, run.name() + "#" + run.nextInvocation(), request, false, clock.instant());
        if (!handle(invocation)) {
            return noAnswer(invocation, "The process died");
        }
        lastWasDisturbed = invocation.gotError(WireError.Meaning.DENIES)
                || invocation.calls().stream().anyMatch(call -> !call.fault().isEmpty());
        SimulatedInvocation taken = chosen(invocation);
        if (faults.losesAnswer(invocation)) {
            log.add(run.name(), () -> "the answer is lost: " + brief(taken));
            return noAnswer(invocation, "The answer was lost");
        }
        run.answered();
        run.delivered(taken.answer());
        log.add(run.name(), () -> "answers " + brief(taken));
        return CompletableFuture.completedFuture(taken.answer());
    }

    /** Whether a fault was injected into a call of the last invocation, or a call was denied. */
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

    /** Runs the handler; returns whether it finished. */
    private boolean handle(SimulatedInvocation invocation) {
        log.add(
                invocation.run().name(),
                () -> invocation.first()
                        ? "is invoked for the first time: " + invocation.properties()
                        : "is invoked again");
        Clock own = Clock.offset(clock, faults.clockSkew(invocation));
        listener.accept(invocation);
        boolean ofVault = invocation.resourceType().equals(VaultLife.TYPE);
        InvocationChecks checker = ofVault ? ofVaults : ofPoints;
        checker.before(invocation);
        try {
            network.during(invocation, () -> {
                ObjectNode answer = (ofVault ? OF_VAULTS : OF_POINTS)
                        .invoke(
                                invocation.request(),
                                own,
                                () -> invocation.rolled(draws.unit(invocation.name() + "/roll")),
                                invocation::logged);
                invocation.answered(answer, clock.instant());
            });
        } catch (ProcessKilled e) {
            checker.died(invocation);
            return false;
        }
        checker.after(invocation);
        return true;
    }

    /** Makes the same invocation a second time while the first one runs, without faults. */
    private void invokeAgain(SimulatedInvocation first) {
        first.run().disturb();
        first.overlapped();
        SimulatedInvocation invocation = new SimulatedInvocation(
                first.run(), first.name() + " again", first.request().deepCopy(), true, clock.instant());
        if (handle(invocation)) {
            second = invocation;
        }
    }

    /** Chooses the answer of one of two simultaneous invocations, as CloudFormation can use either. */
    private SimulatedInvocation chosen(SimulatedInvocation first) {
        return Optional.ofNullable(second)
                .filter(some -> draws.below(first.name() + "/taken", 2) == 0)
                .orElse(first);
    }

    private static String brief(SimulatedInvocation invocation) {
        return invocation.status() + " " + invocation.errorCode() + " " + invocation.message();
    }

    private CompletionStage<JsonNode> noAnswer(SimulatedInvocation invocation, String why) {
        invocation.run().answerMissing();
        invocation.lost(why);
        boolean crash = draws.below(invocation.name() + "/crash", 2) == 0;
        return CompletableFuture.failedFuture(
                new NoAnswerException(why, crash ? Duration.ZERO : Duration.ofSeconds(60)));
    }
}
