package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.resource.Action;
import community.backup.local.cloudformation.resource.ResourceOperation;
import community.backup.local.cloudformation.resource.ResourceRequest;
import community.backup.local.cloudformation.resource.ResourceResult;
import community.backup.local.cloudformation.resource.ResourceResult.Outcome;
import community.backup.local.cloudformation.resource.ResourceSchema;
import community.backup.local.cloudformation.resource.ResourceType;
import community.backup.local.cloudformation.template.Template;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one operation on a stack does to single resources, with the events that go with it. */
final class ResourceWork {
    private final Engine engine;
    private final Stack stack;
    private final Map<String, String> tags;
    private final Map<String, String> previousTags;
    private final boolean rollback;
    private volatile boolean cancelled;

    ResourceWork(
            Engine engine, Stack stack, Map<String, String> tags, Map<String, String> previousTags, boolean rollback) {
        this.engine = engine;
        this.stack = stack;
        this.tags = tags;
        this.previousTags = previousTags;
        this.rollback = rollback;
    }

    /** Gives up what is under way: it ends at its next wait. */
    void cancel() {
        cancelled = true;
        engine.time().recheck();
    }

    /**
     * Makes a resource and puts it into the stack, from the moment on at which it has an identifier.
     *
     * @param verb CREATE, or UPDATE for the successor of a resource that is replaced
     */
    boolean create(StackResource wanted, String verb, String reason) {
        event(wanted, verb + "_IN_PROGRESS", reason);
        stack.put(wanted);
        ResourceResult result = run(Action.CREATE, wanted, wanted.properties(), null, id -> {
            StackResource identified = wanted.identified(Optional.of(id), wanted.model());
            stack.put(identified);
            event(identified, verb + "_IN_PROGRESS", "Resource creation Initiated");
        });
        StackResource made = withLastModel(wanted, result);
        if (result.errorCode().equals("AlreadyExists")) {
            // What exists already belongs to somebody else: the rollback must not touch it.
            made = wanted;
        }
        stack.put(made);
        return ended(made, verb, "Resource creation cancelled", result.succeeded() ? readBack(made) : result);
    }

    /** Changes a resource from what it is in the stack to what is wanted. */
    boolean update(StackResource before, StackResource wanted) {
        StackResource target = wanted.identified(before.physicalId(), before.model());
        event(target, "UPDATE_IN_PROGRESS", "");
        stack.put(target);
        ObjectNode identifier = schema(target).identifierOf(before.model());
        ResourceResult result = run(
                Action.UPDATE, target, target.propertiesWith(identifier), before.propertiesWith(identifier), id -> {});
        return ended(target, "UPDATE", "Resource update cancelled", result.succeeded() ? readBack(target) : result);
    }

    /** Deletes a resource, if there is anything to delete. The stack is left as it is. */
    boolean delete(StackResource resource) {
        event(resource, "DELETE_IN_PROGRESS", "");
        if (resource.physicalId().isEmpty()) {
            event(resource, "DELETE_COMPLETE", "");
            return true;
        }
        ObjectNode properties = resource.propertiesWith(resource.model());
        ResourceResult result = run(Action.DELETE, resource, properties, null, id -> {});
        event(resource, result.succeeded() ? "DELETE_COMPLETE" : "DELETE_FAILED", result.reason());
        return result.succeeded();
    }

    /** Lets go of a resource without deleting it. */
    boolean skip(StackResource resource) {
        event(resource, "DELETE_SKIPPED", "");
        return true;
    }

    /** Takes an existing resource into the stack. */
    boolean adopt(StackResource wanted, ObjectNode identifier) {
        StackResource target = wanted.identified(schema(wanted).physicalId(identifier), identifier);
        event(target, "IMPORT_IN_PROGRESS", "Resource import started.");
        if (!ended(target, "IMPORT", "", readBack(target))) {
            return false;
        }
        StackResource adopted = stack.resource(target.logicalId()).orElse(target);
        if (tags.isEmpty() || !schema(adopted).takesTagUpdates()) {
            return true;
        }
        event(adopted, "UPDATE_IN_PROGRESS", "Apply stack-level tags to imported resource if applicable.");
        ResourceResult result = run(
                Action.UPDATE,
                adopted,
                adopted.propertiesWith(identifier),
                adopted.propertiesWith(identifier),
                id -> {});
        return ended(adopted, "UPDATE", "Resource update cancelled", result.succeeded() ? readBack(adopted) : result);
    }

    /** Says that a resource failed before its handler was called. */
    boolean refuse(Template.Resource declared, String verb, TemplateException problem) {
        engine.events().happened(stack, declared.logicalId(), "", declared.type(), verb + "_FAILED", problem.reason());
        return false;
    }

    /** Reads the resource by its identifier alone, as CloudFormation does for the attributes. */
    private ResourceResult readBack(StackResource resource) {
        ResourceResult result =
                run(Action.READ, resource, schema(resource).identifierOf(resource.model()), null, id -> {});
        if (result.succeeded()) {
            stack.put(withLastModel(resource, result));
        }
        return result;
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

    private ResourceResult run(
            Action action,
            StackResource resource,
            ObjectNode properties,
            @Nullable ObjectNode previous,
            Consumer<String> identified) {
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
                UUID.randomUUID());
        ResourceType type = engine.type(resource.type());
        return new ResourceOperation(type, request, engine.time(), () -> cancelled, new ResourceOperation.Observer() {
                    @Override
                    public void identified(String physicalId) {
                        identified.accept(physicalId);
                    }

                    @Override
                    public void progressed(String message) {
                        engine.events().progressed(stack, resource.logicalId(), message);
                    }
                })
                .run();
    }

    private ResourceSchema schema(StackResource resource) {
        return engine.type(resource.type()).schema();
    }

    private void event(StackResource resource, String status, String reason) {
        engine.events()
                .happened(
                        stack, resource.logicalId(), resource.physicalId().orElse(""), resource.type(), status, reason);
    }
}
