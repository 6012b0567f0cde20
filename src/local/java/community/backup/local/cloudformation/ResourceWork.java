package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.resource.Action;
import community.backup.local.cloudformation.resource.AsyncOperation;
import community.backup.local.cloudformation.resource.ResourceRequest;
import community.backup.local.cloudformation.resource.ResourceResult;
import community.backup.local.cloudformation.resource.ResourceResult.Outcome;
import community.backup.local.cloudformation.resource.ResourceSchema;
import community.backup.local.cloudformation.template.Template;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries out the operations on single resources that belong to one operation on a stack, and records their events. */
final class ResourceWork {
    private final Engine engine;
    private final Stack stack;
    private final Map<String, String> tags;
    private final Map<String, String> previousTags;
    private final boolean rollback;
    private final Set<AsyncOperation> underWay = new LinkedHashSet<>();

    ResourceWork(
            Engine engine, Stack stack, Map<String, String> tags, Map<String, String> previousTags, boolean rollback) {
        this.engine = engine;
        this.stack = stack;
        this.tags = tags;
        this.previousTags = previousTags;
        this.rollback = rollback;
    }

    /** Cancels the operations under way. Each ends at its current or next wait. */
    void cancel() {
        List.copyOf(underWay).forEach(AsyncOperation::cancel);
    }

    /**
     * Creates a resource. The stack has its physical id as soon as the handler returns the identifier.
     *
     * @param verb CREATE, or UPDATE for the successor of a replaced resource
     */
    void create(StackResource wanted, String verb, String reason, Consumer<Boolean> then) {
        event(wanted, verb + "_IN_PROGRESS", reason);
        stack.put(wanted);
        Consumer<String> identified = id -> {
            StackResource named = wanted.identified(Optional.of(id), wanted.model());
            stack.put(named);
            event(named, verb + "_IN_PROGRESS", "Resource creation Initiated");
        };
        run(Action.CREATE, wanted, wanted.properties(), null, identified, result -> {
            // The existing resource belongs to somebody else, so the rollback must not delete it.
            StackResource created = result.errorCode().equals("AlreadyExists") ? wanted : withLastModel(wanted, result);
            ResourceResult judged = engine.identifiers().judge(stack, created, result);
            stack.put(created);
            finish(created, verb, "Resource creation cancelled", judged, then);
        });
    }

    /** Updates a resource from its present state to the desired state. */
    void update(StackResource before, StackResource wanted, Consumer<Boolean> then) {
        StackResource target = wanted.identified(before.physicalId(), before.model());
        event(target, "UPDATE_IN_PROGRESS", "");
        stack.put(target);
        change(target, before, then);
    }

    private void change(StackResource target, StackResource before, Consumer<Boolean> then) {
        ObjectNode identifier = schema(target).identifierOf(before.model());
        ObjectNode previous = before.propertiesWith(identifier);
        run(
                Action.UPDATE,
                target,
                target.propertiesWith(identifier),
                previous,
                id -> {},
                result -> finish(target, "UPDATE", "Resource update cancelled", result, then));
    }

    /**
     * Rolls back the update of a nested stack.
     *
     * @param goBack does the rollback, and passes on whether it succeeded
     */
    void rollBackNested(StackResource before, Consumer<Consumer<Boolean>> goBack, Consumer<Boolean> then) {
        event(before, "UPDATE_IN_PROGRESS", "");
        goBack.accept(good -> {
            stack.put(before);
            event(before, good ? "UPDATE_COMPLETE" : "UPDATE_FAILED", "");
            then.accept(good);
        });
    }

    /** Marks a resource as updated to this state without an update. */
    void markAsUpdated(StackResource wanted) {
        stack.put(wanted);
        event(wanted, "UPDATE_COMPLETE", "");
    }

    /** Deletes a resource if it has a physical id. Does not remove it from the stack. */
    void delete(StackResource resource, Consumer<Boolean> then) {
        event(resource, "DELETE_IN_PROGRESS", "");
        if (resource.physicalId().isEmpty()) {
            event(resource, "DELETE_COMPLETE", "");
            then.accept(true);
            return;
        }
        run(Action.DELETE, resource, resource.propertiesWith(resource.model()), null, id -> {}, result -> {
            boolean deleted = result.succeeded() || result.errorCode().equals("NotFound");
            event(resource, deleted ? "DELETE_COMPLETE" : "DELETE_FAILED", deleted ? "" : result.reason());
            then.accept(deleted);
        });
    }

    /** Drops a resource without deleting it. */
    void skip(StackResource resource, Consumer<Boolean> then) {
        event(resource, "DELETE_SKIPPED", "");
        then.accept(true);
    }

    /** Imports an existing resource into the stack. */
    void importExisting(StackResource wanted, ObjectNode identifier, Consumer<Boolean> then) {
        StackResource target = wanted.identified(schema(wanted).physicalId(identifier), identifier);
        event(target, "IMPORT_IN_PROGRESS", "Resource import started.");
        readBack(target, result -> {
            boolean found = ended(target, "IMPORT", "", result);
            StackResource imported = stack.resource(target.logicalId()).orElse(target);
            if (!found || tags.isEmpty() || !schema(imported).takesTagUpdates()) {
                then.accept(found);
                return;
            }
            event(imported, "UPDATE_IN_PROGRESS", "Apply stack-level tags to imported resource if applicable.");
            change(imported, imported, then);
        });
    }

    /** Records that a resource failed before its handler was called. */
    void refuse(Template.DeclaredResource declared, String verb, TemplateException problem) {
        engine.events().happened(stack, declared.logicalId(), "", declared.type(), verb + "_FAILED", problem.reason());
    }

    /** Reads a created or updated resource after a success, and then reports the result. */
    private void finish(
            StackResource resource,
            String verb,
            String cancelledReason,
            ResourceResult result,
            Consumer<Boolean> then) {
        if (result.succeeded()) {
            readBack(resource, read -> then.accept(ended(resource, verb, cancelledReason, read)));
        } else {
            then.accept(ended(resource, verb, cancelledReason, result));
        }
    }

    /** Reads the resource by its identifier alone, as CloudFormation does to get the attributes. */
    void read(StackResource resource, Consumer<ResourceResult> then) {
        ObjectNode identifier = schema(resource).identifierOf(resource.model());
        run(Action.READ, resource, identifier, null, id -> {}, then);
    }

    private void readBack(StackResource resource, Consumer<ResourceResult> then) {
        read(resource, result -> {
            if (result.succeeded()) {
                stack.put(withLastModel(resource, result));
            }
            then.accept(result);
        });
    }

    private boolean ended(StackResource resource, String verb, String cancelledReason, ResourceResult result) {
        switch (result.outcome()) {
            case SUCCEEDED -> event(resource, verb + "_COMPLETE", "");
            case CANCELLED -> event(resource, verb + "_FAILED", cancelledReason);
            case FAILED -> event(resource, verb + "_FAILED", result.reason());
        }
        return result.outcome() == Outcome.SUCCEEDED;
    }

    private StackResource withLastModel(StackResource resource, ResourceResult result) {
        return result.model()
                .map(model -> resource.identified(schema(resource).physicalId(model), model))
                .orElse(resource);
    }

    private void run(
            Action action,
            StackResource resource,
            ObjectNode properties,
            @Nullable ObjectNode previous,
            Consumer<String> identified,
            Consumer<ResourceResult> then) {
        ResourceRequest request = new ResourceRequest(
                action,
                engine.account(),
                stack.id(),
                stack.name(),
                resource.logicalId(),
                properties,
                previous,
                tags,
                previousTags,
                rollback,
                engine.ids().get(),
                "");
        AsyncOperation operation = engine.operation(resource.type(), request, new AsyncOperation.Listener() {
            @Override
            public void identified(String physicalId) {
                identified.accept(physicalId);
            }

            @Override
            public void progressed(String message) {
                engine.events().progressed(stack, resource.logicalId(), message);
            }
        });
        underWay.add(operation);
        operation.start(result -> {
            underWay.remove(operation);
            then.accept(result);
        });
    }

    private ResourceSchema schema(StackResource resource) {
        return engine.schema(resource.type());
    }

    private void event(StackResource resource, String status, String reason) {
        engine.events()
                .happened(
                        stack, resource.logicalId(), resource.physicalId().orElse(""), resource.type(), status, reason);
    }
}
