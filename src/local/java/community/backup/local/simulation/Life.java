package community.backup.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.awsbackup.World;
import community.backup.local.clock.Agenda;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.StackEventListener;
import community.backup.local.cloudformation.StackView;
import community.backup.local.cloudformation.api.StackQueries;
import community.backup.local.cloudformation.resource.BackupVaultHandler;
import community.backup.local.cloudformation.resource.BuiltInTypes;
import community.backup.local.cloudformation.resource.ResourceSchema;
import community.backup.local.cloudformation.resource.ResourceType;
import community.backup.local.report.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The complete lifecycle of a stack, simulated from one seed: user, CloudFormation, handlers, AWS Backup and other
 * actors.
 */
final class Life {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final ResourceSchema SCHEMA = schema("/schema.json");
    private static final ResourceSchema VAULT_SCHEMA = schema("/vault-contents/schema.json");

    /** The stack id of a request that comes from no stack of the life. */
    static final String NO_STACK = "arn:aws:cloudformation:us-east-1:123456789012:stack/look/1";

    private final Draws draws;
    private final MovableClock clock = MovableClock.startingAt(START);
    private final Agenda agenda = new Agenda(clock, Double.POSITIVE_INFINITY);
    private final Coverage coverage = new Coverage();
    private final LifeRecorder recorder;
    private final EventLog log;
    private final LocalAwsBackup backup;
    private final CoverageGoal goal;
    private final FaultPlan faults;
    private final SimulatedNetwork network;
    private final OtherActors others;
    private final SimulatedLambda lambda;
    private final OwnedBackups backups;
    private final LocalCloudFormation cloudFormation;
    private final ExpressOperations express;
    private final @Nullable VaultLife ofVault;
    private final VaultFilling filling;
    private int tokens;

    /**
     * Creates a life that has not begun.
     *
     * @param kept the names of the optional events that may happen; null for all
     * @param recorded whether the life is recorded
     */
    Life(long seed, @Nullable Set<String> kept, boolean recorded) {
        draws = new Draws(seed, kept);
        backup = new LocalAwsBackup(clock, Account.example(), seed);
        recorder = new LifeRecorder(clock, backup);
        log = new EventLog(clock, recorded, recorder::logged);
        goal = VaultLife.isOf(seed) ? CoverageGoal.NONE : CoverageGoal.of(draws);
        faults = new FaultPlan(draws, goal);
        others = new OtherActors(backup, clock, draws, coverage, log);
        Environment environment = new Environment(draws, goal);
        environment.configure(backup);
        StackQueries stacks = new StackQueries(clock);
        VaultLife vaultLife = new VaultLife(backup, stacks, others, coverage);
        ofVault = VaultLife.isOf(seed) ? vaultLife : null;
        filling = new VaultFilling(world(), vaultLife.truth(), others, draws, clock);
        if (ofVault != null) {
            others.actOnVaults(new VaultActors(others, ofVault, filling, draws, clock));
        }
        network = new SimulatedNetwork(backup, stacks, clock, agenda, faults, others::runDue, coverage, log);
        GroundTruth truth = new GroundTruth(world());
        backups = new OwnedBackups(truth);
        PromiseChecker checker = new PromiseChecker(truth, others, backups, coverage);
        lambda = new SimulatedLambda(
                clock,
                draws,
                faults,
                network,
                checker,
                vaultLife.promises(),
                environment,
                log,
                recorded ? recorder::began : invocation -> {});
        List<ResourceType> types = new ArrayList<>(List.of(new ResourceType(SCHEMA, lambda)));
        List<StackEventListener> listeners = new ArrayList<>(List.of(recorder, new StackEventChecks(log, backups)));
        builtIn(BackupVaultHandler.type(backup), recorded, types);
        if (ofVault != null) {
            types.add(new ResourceType(VAULT_SCHEMA, lambda));
            BuiltInTypes.of(world()).forEach(type -> builtIn(type, recorded, types));
            // The checks read these two, which therefore receive each event first.
            listeners.addAll(0, List.of(stacks, ofVault.stackTruth()));
        }
        cloudFormation = new LocalCloudFormation(
                agenda, types, () -> draws.uuid("token " + ++tokens), listeners.toArray(StackEventListener[]::new));
        express = new ExpressOperations(cloudFormation, draws, log);
    }

    private void builtIn(ResourceType type, boolean recorded, List<ResourceType> types) {
        types.add(recorded ? recorder.recorded(type) : type);
    }

    private static ResourceSchema schema(String resource) {
        try (InputStream schema = Life.class.getResourceAsStream(resource)) {
            return new ResourceSchema(new ObjectMapper().readTree(schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs the life.
     *
     * @throws Violation if a promise was not kept
     */
    void run() {
        Clients.use(network);
        coverage.count("lives");
        if (ofVault == null) {
            new UserScenario(this).play();
        } else {
            new VaultScenario(this, ofVault, filling).play();
        }
        if (!express.canEndEarly()) {
            backups.checkNothingLeft();
        }
    }

    Draws draws() {
        return draws;
    }

    CoverageGoal goal() {
        return goal;
    }

    World world() {
        return backup.world();
    }

    LocalCloudFormation cloudFormation() {
        return cloudFormation;
    }

    /** Whether a stack operation can end before the handlers of its resources do. */
    boolean operationsCanEndEarly() {
        return express.canEndEarly();
    }

    Instant now() {
        return clock.instant();
    }

    Coverage coverage() {
        return coverage;
    }

    /**
     * The recording, at the end of a recorded life.
     *
     * @param failure the promise that was broken, or null
     */
    Recording recording(long seed, Simulation.@Nullable Failure failure) {
        return recorder.recording(seed, failure);
    }

    List<String> eventLog() {
        return log.lines();
    }

    void log(String what) {
        log.add("the user", () -> what);
    }

    /** Lets time pass, and runs the actions of other actors that become due. */
    void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        while (others.next().isBefore(end)) {
            Duration until = Duration.between(clock.instant(), others.next());
            clock.advance(until.isNegative() ? Duration.ZERO : until);
            others.runDue();
        }
        clock.advance(Duration.between(clock.instant(), end));
    }

    /** Runs an operation on a stack to its end. Other actors act meanwhile. */
    StackView operate(String step, Consumer<Consumer<StackView>> operation) {
        return operate(step, "main", operation);
    }

    /** The same for a stack with any name. */
    StackView operate(String step, String stackName, Consumer<Consumer<StackView>> operation) {
        coverage.count("steps");
        express.choose(step, stackName);
        others.plan(step);
        drift(step);
        AtomicReference<@Nullable StackView> end = new AtomicReference<>();
        UserScenario.unlessNothingChanges(
                () -> operation.accept(end::set),
                refused -> end.set(cloudFormation.describe(stackName).orElseThrow()));
        agenda.runUntil(() -> {
            others.runDue();
            return end.get() != null;
        });
        return java.util.Objects.requireNonNull(end.get());
    }

    /** Runs a drift detection during an operation: CloudFormation reads all resources. */
    private void drift(String step) {
        if (draws.happens(step + "/drift", goal.isIn("READ") ? 0.7 : 0.1)) {
            Duration later = Duration.ofSeconds(draws.below(step + "/drift after", 1500));
            agenda.at(clock.instant().plus(later), () -> readAll(step + "/drift"));
        }
    }

    /** Reads every resource of the stack by its identifier alone. */
    void readAll(String name) {
        cloudFormation.describe("main").ifPresent(stack -> stack.physicalIds().forEach((id, physical) -> {
            String[] parts = physical.split("\\|", 2);
            if (parts.length == 2) {
                ObjectNode properties = JsonNodeFactory.instance
                        .objectNode()
                        .put("BackupVaultName", parts[0])
                        .put("RecoveryPointId", parts[1]);
                invoke(name + "/" + id, "READ", properties, "");
            } else if (ofVault != null && (id.equals("Contents") || id.equals("Renamed"))) {
                ObjectNode properties = JsonNodeFactory.instance.objectNode().put("BackupVaultName", physical);
                invoke(name + "/" + id, VaultLife.TYPE, stack.id(), "READ", properties, "");
            }
        }));
    }

    /** Invokes a handler that answers at once. The result is empty if the answer was lost. */
    Optional<JsonNode> invoke(String name, String action, ObjectNode properties, String nextToken) {
        return invoke(name, SCHEMA.typeName(), NO_STACK, action, properties, nextToken);
    }

    /**
     * The same for any resource type.
     *
     * @param name the name of the invocation; the part after its last slash is the logical id
     */
    Optional<JsonNode> invoke(
            String name, String type, String stackId, String action, ObjectNode properties, String nextToken) {
        ObjectNode request = properties.objectNode();
        request.put("action", action)
                .put("awsAccountId", "123456789012")
                .put("bearerToken", draws.uuid(name).toString())
                .put("region", "us-east-1")
                .put("resourceType", type)
                .put("stackId", stackId);
        if (!nextToken.isEmpty()) {
            request.put("nextToken", nextToken);
        }
        String logicalId = type.equals(VaultLife.TYPE) ? name.substring(name.lastIndexOf('/') + 1) : name;
        request.putObject("requestData").put("logicalResourceId", logicalId).set("resourceProperties", properties);
        AtomicReference<@Nullable JsonNode> answer = new AtomicReference<>();
        lambda.invoke(request).whenComplete((value, problem) -> answer.set(value));
        return Optional.ofNullable(answer.get());
    }

    boolean lastWasDisturbed() {
        return lambda.lastWasDisturbed();
    }

    Set<String> arnsIn(String vault) {
        return world().vaults().contains(vault)
                ? world().pointsIn(vault).stream().map(PointView::arn).collect(Collectors.toCollection(HashSet::new))
                : new HashSet<>();
    }

    /** Stops injecting faults, and undoes what other actors did. */
    void stopFaults() {
        log.add("the simulation", () -> "stops injecting faults, and undoes what the other actors did");
        faults.stop();
        others.stop();
        backup.limitRates(false);
        for (ProtectedResourceType type : ProtectedResourceType.values()) {
            world().deleteTakes(type, Duration.ofSeconds(30));
        }
        pass(Duration.ofHours(1));
    }

    /** Another actor makes on-demand backups of the same resources as the stack, with the same roles. */
    void backUpAgain() {
        for (String vault : List.copyOf(world().vaults())) {
            for (PointView point : List.copyOf(world().pointsIn(vault))) {
                if (backups.owns(point.arn()) && point.parentArn().isEmpty()) {
                    log.add(OtherActors.NAME, () -> "makes another backup of " + point.resourceArn());
                    world().point(vault, point.type())
                            .resource(point.resourceArn())
                            .role(point.roleArn())
                            .put();
                }
            }
        }
    }

    /**
     * Another actor copies backups of the same resources from another vault into the stack's vaults.
     *
     * @param alone whether the stack's own recovery points are removed, so that only the copies are left
     */
    void copyFromElsewhere(boolean alone) {
        for (String vault : List.copyOf(world().vaults())) {
            for (PointView point : List.copyOf(world().pointsIn(vault))) {
                if (backups.owns(point.arn()) && point.parentArn().isEmpty()) {
                    log.add(OtherActors.NAME, () -> "copies from another vault a backup of " + point.resourceArn());
                    world().point(vault, point.type())
                            .resource(point.resourceArn())
                            .role(point.roleArn())
                            .copiedFrom(Account.example().arn("backup", "backup-vault:elsewhere"))
                            .put();
                    if (alone) {
                        log.add(OtherActors.NAME, () -> "removes " + point.arn());
                        world().removeBehindTheApi(point.arn());
                    }
                }
            }
        }
    }

    /** Removes the recovery points that no stack owns from a vault. */
    void makeRoom(String vault) {
        arnsIn(vault).stream()
                .filter(arn -> !backups.owns(arn))
                // A composite can disappear with the last recovery point nested in it.
                .filter(world()::exists)
                .forEach(world()::removeBehindTheApi);
    }

    /** Removes all recovery points from a vault. */
    void empty(String vault) {
        arnsIn(vault).stream().filter(world()::exists).forEach(world()::removeBehindTheApi);
    }

    /** The resources that a person must retain so that the stack can be deleted. */
    Set<String> toRetain(String vault) {
        Set<String> stuck = new HashSet<>(backups.ambiguous());
        if (!arnsIn(vault).isEmpty() || !world().vaults().contains(vault)) {
            stuck.add("Vault");
        }
        return stuck;
    }
}
