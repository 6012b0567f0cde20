package community.backup.local.cloudformation;

import community.backup.local.awsbackup.Account;
import community.backup.local.clock.Agenda;
import community.backup.local.cloudformation.resource.ResourceType;
import community.backup.local.cloudformation.template.TemplateException;
import community.backup.local.s3.StoredObjects;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * CloudFormation on this machine. It creates, updates and deletes stacks of the given resource types, and calls their
 * handlers as CloudFormation does. A method returns when its operation has ended, successfully or not; the status of
 * the stack shows the result. A method whose name begins with {@code start} returns at once, and its operation runs on
 * the agenda. Not thread-safe.
 */
public final class LocalCloudFormation {
    private static final String USER = "User Initiated";

    private final Engine engine;

    /**
     * A CloudFormation without stacks.
     *
     * @param agenda runs all operations
     * @param types the resource types that templates may use
     */
    public LocalCloudFormation(Agenda agenda, Collection<ResourceType> types, StackEventListener... listeners) {
        this(agenda, types, UUID::randomUUID, new StoredObjects(), listeners);
    }

    /**
     * A CloudFormation without stacks.
     *
     * @param objects the uploaded templates
     */
    public LocalCloudFormation(
            Agenda agenda, Collection<ResourceType> types, StoredObjects objects, StackEventListener... listeners) {
        this(agenda, types, UUID::randomUUID, objects, listeners);
    }

    /**
     * A CloudFormation without stacks.
     *
     * @param ids gives a new id for each stack and each request
     */
    public LocalCloudFormation(
            Agenda agenda, Collection<ResourceType> types, Supplier<UUID> ids, StackEventListener... listeners) {
        this(agenda, types, ids, new StoredObjects(), listeners);
    }

    private LocalCloudFormation(
            Agenda agenda,
            Collection<ResourceType> types,
            Supplier<UUID> ids,
            StoredObjects objects,
            StackEventListener... listeners) {
        Stacks stacks = new Stacks();
        engine = new Engine(
                agenda,
                Account.example(),
                types.stream().collect(Collectors.toMap(type -> type.schema().typeName(), Function.identity())),
                new StackEvents(agenda, List.of(listeners)),
                ids,
                stacks,
                new PrimaryIdentifiers(stacks),
                new NestedTemplates(objects),
                new ExpressMode());
    }

    /**
     * Creates the stack, or updates it to the desired state.
     *
     * @throws TemplateException if the request is not valid; the stack is then unchanged
     */
    public StackView deploy(StackRequest request) {
        return deploy(request, OnFailure.ROLLBACK);
    }

    /**
     * Creates the stack, or updates it to the desired state.
     *
     * @param onFailure the treatment of the stack if that fails; a failed update is always rolled back
     * @throws TemplateException if the request is not valid; the stack is then unchanged
     */
    public StackView deploy(StackRequest request, OnFailure onFailure) {
        return end(then -> startDeploy(request, onFailure, then));
    }

    /** Begins {@link #deploy(StackRequest)}. {@code then} gets the stack at the end. */
    public void startDeploy(StackRequest request, Consumer<StackView> then) {
        startDeploy(request, OnFailure.ROLLBACK, then);
    }

    /** Begins {@link #deploy(StackRequest, OnFailure)}. {@code then} gets the stack at the end. */
    public void startDeploy(StackRequest request, OnFailure onFailure, Consumer<StackView> then) {
        DesiredStack desired = DesiredStack.read(request, engine);
        Optional<Stack> present = engine.stacks().present(request.stackName());
        if (present.isEmpty() || present.get().inReview()) {
            Stack stack = present.orElseGet(() -> added(request.stackName()));
            new StackCreation(engine, stack, desired, onFailure).start(() -> then.accept(stack.view()));
            return;
        }
        Stack stack = present.get();
        DesiredStack before = stack.updatableState();
        if (before.equals(desired)) {
            throw new TemplateException("No updates are to be performed.");
        }
        new StackUpdate(engine, stack, before, desired, onFailure).start(() -> then.accept(stack.view()));
    }

    /**
     * The template at a URL of S3.
     *
     * @throws TemplateException if no template is there
     */
    public String uploadedTemplate(String url) {
        return engine.templates().text(url);
    }

    /**
     * Whether a deployment would create or change anything.
     *
     * @throws TemplateException if the request is not valid
     */
    public boolean changes(StackRequest request) {
        DesiredStack desired = DesiredStack.read(request, engine);
        return engine.stacks()
                .present(request.stackName())
                .filter(stack -> !stack.inReview())
                .map(Stack::updatableState)
                .filter(desired::equals)
                .isEmpty();
    }

    /** Registers a stack that a change set would create. It has the status REVIEW_IN_PROGRESS. */
    public void review(String stackName) {
        added(stackName).status("REVIEW_IN_PROGRESS", USER);
    }

    /** The names of the properties by which a resource of a type is imported. */
    public List<String> identifierNames(String typeName) {
        return engine.schema(typeName).identifierNames();
    }

    private Stack added(String stackName) {
        Stack stack = Stack.named(stackName, engine);
        engine.stacks().add(stack);
        return stack;
    }

    /**
     * Imports existing resources into a stack, which may be new.
     *
     * @param identifiers for each logical id that the template adds, the properties of its primary identifier
     * @throws TemplateException if the request is not valid; the stack is then unchanged
     */
    public StackView importResources(StackRequest request, Map<String, Map<String, String>> identifiers) {
        return end(then -> startImport(request, identifiers, then));
    }

    /** Begins {@link #importResources}. {@code then} gets the stack at the end. */
    public void startImport(
            StackRequest request, Map<String, Map<String, String>> identifiers, Consumer<StackView> then) {
        StackImport work = importing(request, identifiers);
        Stack stack = work.stack();
        engine.stacks().add(stack);
        work.start(() -> then.accept(stack.view()));
    }

    /**
     * Checks whether {@link #importResources} would accept a request.
     *
     * @throws TemplateException if the request is not valid
     */
    public void checkImport(StackRequest request, Map<String, Map<String, String>> identifiers) {
        importing(request, identifiers);
    }

    private StackImport importing(StackRequest request, Map<String, Map<String, String>> identifiers) {
        DesiredStack desired = DesiredStack.read(request, engine);
        Optional<Stack> present = engine.stacks().present(request.stackName());
        present.filter(stack -> !stack.inReview()).ifPresent(Stack::updatableState);
        Stack stack = present.orElseGet(() -> Stack.named(request.stackName(), engine));
        StackImport work = new StackImport(engine, stack, desired, identifiers);
        work.check();
        return work;
    }

    /**
     * Deletes a stack and its resources. A stack whose exports another stack imports stays as it is, and its last event
     * gives the reason.
     *
     * @throws TemplateException if there is no such stack
     */
    public StackView delete(String stackName) {
        return delete(stackName, Set.of());
    }

    /**
     * Deletes a stack whose deletion failed before, but keeps some of its resources.
     *
     * @param retained the logical ids of the resources that leave the stack without being deleted
     * @throws TemplateException if there is no such stack, or its deletion has not failed
     */
    public StackView delete(String stackName, Set<String> retained) {
        return end(then -> startDelete(stackName, retained, then));
    }

    /**
     * Continues the rollback of a stack in UPDATE_ROLLBACK_FAILED.
     *
     * @param skipped the logical ids of the failed resources that are marked as updated without a rollback
     * @throws TemplateException if the stack is in another state, or one of these resources has not failed
     */
    public StackView continueRollback(String stackName, Set<String> skipped) {
        return end(then -> startContinueRollback(stackName, skipped, then));
    }

    /** Begins {@link #continueRollback}. {@code then} gets the stack at the end. */
    public void startContinueRollback(String stackName, Set<String> skipped, Consumer<StackView> then) {
        Stack stack = engine.stacks().existing(stackName);
        if (!stack.status().equals("UPDATE_ROLLBACK_FAILED")) {
            throw new TemplateException("Stack:" + stack.id() + " is in " + stack.status()
                    + " state and can not continue update rollback.");
        }
        stack.update().orElseThrow().continueRollback(skipped, () -> then.accept(stack.view()));
    }

    /** Begins {@link #delete(String, Set)}. {@code then} gets the stack at the end. */
    public void startDelete(String stackName, Set<String> retained, Consumer<StackView> then) {
        Stack stack = retained.isEmpty()
                ? engine.stacks().existing(stackName)
                : afterFailedDeletion(stackName, "Resources can be retained");
        Optional<String> objection = engine.exports().objectionToDeleting(stack);
        if (objection.isPresent()) {
            stack.status(stack.status(), objection.get());
            then.accept(stack.view());
            return;
        }
        new StackDeletion(
                        engine,
                        stack,
                        tags(stack),
                        resource -> retained.contains(resource.logicalId())
                                || resource.deletionPolicy().keeps(false),
                        false,
                        false)
                .start(USER, () -> then.accept(stack.view()));
    }

    private Stack afterFailedDeletion(String stackName, String what) {
        Stack stack = engine.stacks().existing(stackName);
        if (!stack.status().equals("DELETE_FAILED")) {
            throw new TemplateException(what + " only after a deletion that failed, and " + stackName + " is in "
                    + stack.status() + " state.");
        }
        return stack;
    }

    private static Map<String, String> tags(Stack stack) {
        return stack.desired().map(DesiredStack::tags).orElse(Map.of());
    }

    /**
     * Deletes a stack whose deletion failed before, with the deletion mode FORCE_DELETE_STACK: resources that still
     * cannot be deleted stay, and leave the stack.
     *
     * @throws TemplateException if there is no such stack, or its deletion has not failed
     */
    public StackView forceDelete(String stackName) {
        return end(then -> startForceDelete(stackName, then));
    }

    /** Begins {@link #forceDelete}. {@code then} gets the stack at the end. */
    public void startForceDelete(String stackName, Consumer<StackView> then) {
        Stack stack = afterFailedDeletion(stackName, "A stack can be deleted by force");
        new StackDeletion(
                        engine,
                        stack,
                        tags(stack),
                        resource -> resource.deletionPolicy().keeps(false),
                        true,
                        false)
                .start(USER, () -> then.accept(stack.view()));
    }

    /** The exports of all stacks, sorted by name. */
    public List<StackExport> exports() {
        return engine.exports().all();
    }

    /**
     * Detects the drift of a stack.
     *
     * @return the drift of each resource, by logical id
     * @throws TemplateException if there is no such stack
     */
    public Map<String, Drift> detectDrift(String stackName) {
        Map<String, Drift> found = new TreeMap<>();
        Map<String, ResourceDrift> resourceDrifts = end(then -> startDetectDrift(stackName, then));
        resourceDrifts.forEach((logicalId, drift) -> found.put(logicalId, drift.status()));
        return found;
    }

    /** Begins {@link #detectDrift}. {@code then} gets the drift of each resource. */
    public void startDetectDrift(String stackName, Consumer<Map<String, ResourceDrift>> then) {
        new DriftDetection(engine, engine.stacks().existing(stackName)).start(then);
    }

    /**
     * Begins the drift detection of one resource of a stack. {@code then} gets its drift.
     *
     * @throws TemplateException if there is no such stack, or it does not have the resource
     */
    public void startDetectDrift(String stackName, String logicalId, Consumer<ResourceDrift> then) {
        Stack stack = engine.stacks().existing(stackName);
        StackResource resource = stack.resource(logicalId)
                .orElseThrow(() ->
                        new TemplateException("Resource " + logicalId + " does not exist for stack " + stackName));
        new DriftDetection(engine, stack).start(resource, then);
    }

    /**
     * Sets the mode of the next operations on a stack and its nested stacks. In express mode a registry resource is complete at the first
     * IN_PROGRESS of its handler, which is a guess.
     */
    public void express(String stackName, boolean express) {
        engine.express().set(stackName, express);
    }

    /** From now on express mode invokes handlers until they end, as the standard mode does, which is another guess. */
    public void expressWaitsForHandlers() {
        engine.express().waitForHandlers();
    }

    /**
     * From now on, the creation of a resource fails if a resource in any stack has the same identifier. CloudFormation
     * documents such a refusal only for imports. These are always refused here.
     */
    public void refuseTakenIdentifiers() {
        engine.identifiers().refuseTaken();
    }

    private <T> T end(Consumer<Consumer<T>> operation) {
        AtomicReference<@Nullable T> end = new AtomicReference<>();
        operation.accept(end::set);
        engine.agenda().runUntil(() -> end.get() != null);
        return Objects.requireNonNull(end.get());
    }

    /** The stack of this name; empty if it is deleted or never existed. */
    public Optional<StackView> describe(String stackName) {
        return engine.stacks().present(stackName).map(Stack::view);
    }
}
