package community.backup.local.cloudformation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.NestedTemplates.NestedTemplate;
import community.backup.local.cloudformation.resource.AsyncOperation;
import community.backup.local.cloudformation.resource.ResourceRequest;
import community.backup.local.cloudformation.resource.ResourceResult;
import community.backup.local.cloudformation.resource.ResourceResult.Outcome;
import community.backup.local.cloudformation.resource.ResourceSchema;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An operation on a nested stack, which its parent requests. If the creation or update fails, the nested stack stays as
 * it is until its parent is rolled back.
 */
final class NestedStack implements AsyncOperation {
    /** The part of the type {@code AWS::CloudFormation::Stack} that the local CloudFormation knows. */
    static final ResourceSchema SCHEMA = schema("""
            {
              "typeName": "AWS::CloudFormation::Stack",
              "properties": {
                "TemplateURL": {"type": "string"},
                "Parameters": {"type": "object", "patternProperties": {"^.+$": {"type": "string"}}},
                "StackId": {"type": "string"},
                "Outputs": {"type": "object", "patternProperties": {"^.+$": {"type": "string"}}}
              },
              "required": ["TemplateURL"],
              "readOnlyProperties": ["/properties/StackId", "/properties/Outputs"],
              "writeOnlyProperties": ["/properties/TemplateURL", "/properties/Parameters"],
              "primaryIdentifier": ["/properties/StackId"],
              "handlers": {"create": {}, "read": {}, "update": {}, "delete": {}}
            }
            """);

    private static final int SUFFIX = 12;

    private final Engine engine;
    private final ResourceRequest request;
    private final Listener listener;
    private Runnable cancellation = () -> {};
    private boolean cancelled;

    NestedStack(Engine engine, ResourceRequest request, Listener listener) {
        this.engine = engine;
        this.request = request;
        this.listener = listener;
    }

    @Override
    public void cancel() {
        cancelled = true;
        cancellation.run();
    }

    @Override
    public void start(Consumer<ResourceResult> then) {
        try {
            switch (request.action()) {
                case CREATE -> create(then);
                case READ -> then.accept(present().map(NestedStack::succeeded).orElseGet(NestedStack::missing));
                case UPDATE -> update(then);
                case DELETE -> delete(then);
                case LIST -> throw new IllegalArgumentException("Stacks cannot be listed as a resource.");
            }
        } catch (TemplateException e) {
            then.accept(new ResourceResult(Outcome.FAILED, present().map(NestedStack::model), "", e.reason()));
        }
    }

    private void create(Consumer<ResourceResult> then) {
        String suffix = engine.ids().get().toString().replace("-", "").substring(0, SUFFIX);
        String name = request.stackName() + "-" + request.logicalId() + "-" + suffix.toUpperCase(Locale.ROOT);
        DesiredStack desired = desired(name);
        Stack stack = Stack.named(name, engine);
        engine.express().inherit(name, request.stackName());
        engine.stacks().add(stack);
        listener.identified(stack.id());
        StackCreation creation = new StackCreation(engine, stack, desired, OnFailure.DO_NOTHING);
        cancellation = creation::cancel;
        creation.start(() ->
                then.accept(stack.status().equals("CREATE_COMPLETE") ? succeeded(stack) : failed(stack, "created: ")));
    }

    private void update(Consumer<ResourceResult> then) {
        Stack stack = present().orElseThrow(() -> new TemplateException("Stack " + id() + " does not exist"));
        DesiredStack before = stack.updatableState();
        DesiredStack after = desired(stack.name());
        if (before.equals(after)) {
            then.accept(succeeded(stack));
            return;
        }
        engine.express().inherit(stack.name(), request.stackName());
        StackUpdate update = new StackUpdate(engine, stack, before, after, OnFailure.ROLLBACK);
        cancellation = update::cancel;
        stack.beginUpdate(update);
        update.change(good -> then.accept(
                good ? succeeded(stack) : failed(stack, "updated. Currently in " + stack.status() + " with reason: ")));
    }

    private void delete(Consumer<ResourceResult> then) {
        Optional<Stack> present = present();
        if (present.isEmpty()) {
            then.accept(new ResourceResult(Outcome.SUCCEEDED, Optional.empty(), "", ""));
            return;
        }
        Stack stack = present.get();
        engine.express().inherit(stack.name(), request.stackName());
        boolean rollback = request.rollback();
        new StackDeletion(
                        engine,
                        stack,
                        request.stackTags(),
                        resource -> resource.deletionPolicy().keeps(rollback),
                        false,
                        rollback)
                .start(
                        "",
                        () -> then.accept(
                                stack.status().equals("DELETE_COMPLETE")
                                        ? new ResourceResult(Outcome.SUCCEEDED, Optional.empty(), "", "")
                                        : failed(stack, "deleted: ")));
    }

    private DesiredStack desired(String name) {
        NestedTemplate template =
                engine.templates().at(request.properties().path("TemplateURL").asText());
        Map<String, String> parameters = new HashMap<>();
        request.properties()
                .path("Parameters")
                .properties()
                .forEach(parameter ->
                        parameters.put(parameter.getKey(), parameter.getValue().asText()));
        return DesiredStack.read(
                new StackRequest(name, template.text(), parameters, request.stackTags(), template.folder()), engine);
    }

    private Optional<Stack> present() {
        return engine.stacks().withId(id());
    }

    private String id() {
        return request.properties().path("StackId").asText();
    }

    private static ResourceResult succeeded(Stack stack) {
        return new ResourceResult(Outcome.SUCCEEDED, Optional.of(model(stack)), "", "");
    }

    private ResourceResult failed(Stack stack, String what) {
        return new ResourceResult(
                cancelled ? Outcome.CANCELLED : Outcome.FAILED,
                Optional.of(model(stack)),
                "",
                "Embedded stack " + stack.id() + " was not successfully " + what + stack.failure());
    }

    private static ResourceResult missing() {
        return new ResourceResult(Outcome.FAILED, Optional.empty(), "NotFound", "The stack does not exist");
    }

    private static ObjectNode model(Stack stack) {
        ObjectNode model = JsonNodeFactory.instance.objectNode().put("StackId", stack.id());
        ObjectNode outputs = model.putObject("Outputs");
        stack.view().outputs().forEach(outputs::set);
        return model;
    }

    private static ResourceSchema schema(String text) {
        try {
            return new ResourceSchema(new ObjectMapper().readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
