package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.template.DependencyOrder;
import community.backup.local.cloudformation.template.Template;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Imports existing resources into a stack. */
final class StackImport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Engine engine;
    private final Stack stack;
    private final DesiredStack desired;
    private final Map<String, Map<String, String>> identifiers;
    private final StackScope scope;
    private final ResourceWork work;

    /**
     * An import.
     *
     * @param identifiers for each logical id, the properties of its primary identifier
     */
    StackImport(Engine engine, Stack stack, DesiredStack desired, Map<String, Map<String, String>> identifiers) {
        this.engine = engine;
        this.stack = stack;
        this.desired = desired;
        this.identifiers = identifiers;
        scope = new StackScope(engine, stack, desired);
        work = new ResourceWork(engine, stack, desired.tags(), Map.of(), false);
    }

    Stack stack() {
        return stack;
    }

    /**
     * Checks the conditions of CloudFormation for an import.
     *
     * @throws TemplateException if the template changes anything else, or lacks a DeletionPolicy or an identifier
     */
    void check() {
        Optional<Template> before = stack.desired().map(DesiredStack::template);
        Set<String> added = new TreeSet<>(desired.template().resources().keySet());
        before.ifPresent(template -> added.removeAll(template.resources().keySet()));
        if (!added.equals(identifiers.keySet())) {
            throw new TemplateException("Template error: the resources to import are "
                    + new TreeSet<>(identifiers.keySet()) + ", but the template adds " + added + " to the stack.");
        }
        before.ifPresent(template -> template.resources().forEach((id, resource) -> {
            if (!resource.equals(desired.template().resources().get(id))) {
                throw new TemplateException("Template error: an import cannot change " + id + ".");
            }
        }));
        identifiers.forEach((id, identifier) -> {
            Template.DeclaredResource declared = desired.template().resource(id);
            if (!declared.hasDeletionPolicy()) {
                throw new TemplateException(
                        "Template error: Resources." + id + " needs a DeletionPolicy to be imported.");
            }
            engine.schema(declared.type())
                    .physicalId(JSON.valueToTree(identifier))
                    .flatMap(held -> engine.identifiers().holder(declared.type(), held))
                    .ifPresent(holder -> {
                        throw new TemplateException("Resources [" + id
                                + "] passed in ResourceToImport are already in a stack and cannot be imported.");
                    });
            Set<String> names = Set.copyOf(engine.schema(declared.type()).identifierNames());
            if (!names.equals(identifier.keySet())) {
                throw new TemplateException("Template error: " + id + " is imported by " + new TreeSet<>(names)
                        + ", and was given " + new TreeSet<>(identifier.keySet()) + ".");
            }
        });
    }

    void start(Runnable then) {
        stack.status("IMPORT_IN_PROGRESS", "User Initiated");
        Map<String, Set<String>> order = new LinkedHashMap<>(DependencyOrder.of(desired.template()));
        order.keySet().retainAll(identifiers.keySet());
        new OrderedWork(order, true, this::importOne).start(failed -> {
            end(failed);
            then.run();
        });
    }

    private void end(Set<String> failed) {
        if (!failed.isEmpty()) {
            rollBack("The following resource(s) failed to import: " + failed + ". ");
            return;
        }
        try {
            stack.recordState(desired, scope.outputs());
            stack.status("IMPORT_COMPLETE", "");
        } catch (TemplateException e) {
            rollBack(e.reason());
        }
    }

    /** Rolls the import back. The resources themselves stay unchanged. */
    private void rollBack(String reason) {
        stack.status("IMPORT_ROLLBACK_IN_PROGRESS", reason);
        identifiers.keySet().forEach(stack::remove);
        stack.status("IMPORT_ROLLBACK_COMPLETE", "");
    }

    private void importOne(String logicalId, Consumer<Boolean> ended) {
        ObjectNode identifier = JsonNodeFactory.instance.objectNode();
        identifiers.getOrDefault(logicalId, Map.of()).forEach(identifier::put);
        StackResource wanted;
        try {
            wanted = scope.wanted(logicalId);
        } catch (TemplateException e) {
            work.refuse(desired.template().resource(logicalId), "IMPORT", e);
            ended.accept(false);
            return;
        }
        work.importExisting(wanted, identifier, ended);
    }
}
