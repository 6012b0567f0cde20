package community.backup.local.cloudformation;

import community.backup.local.cloudformation.resource.ResourceType;
import community.backup.local.cloudformation.template.Expression;
import community.backup.local.cloudformation.template.Expression.Reference;
import community.backup.local.cloudformation.template.Template;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Checks a template against the schemas of the types in it, before anything is made. */
final class TemplateCheck {
    private final Map<String, ResourceType> types;

    TemplateCheck(Map<String, ResourceType> types) {
        this.types = types;
    }

    void check(Template template) {
        List<String> unknown = template.resources().values().stream()
                .map(Template.Resource::type)
                .filter(type -> !types.containsKey(type))
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            throw new TemplateException("Template format error: Unrecognized resource types: " + unknown
                    + "; the local CloudFormation knows "
                    + String.join(", ", types.keySet().stream().sorted().toList()));
        }
        template.resources().values().forEach(this::checkProperties);
        Stream.concat(
                        template.resources().values().stream().map(Template.Resource::properties),
                        template.outputs().values().stream().map(Template.Output::value))
                .flatMap(Expression::references)
                .forEach(reference -> checkAttribute(template, reference));
    }

    private void checkProperties(Template.Resource resource) {
        List<String> objections = type(resource.type())
                .schema()
                .objections(resource.properties().fields().keySet().iterator());
        if (!objections.isEmpty()) {
            throw new TemplateException(
                    "Template error: Resources." + resource.logicalId() + ": " + String.join("; ", objections) + ".");
        }
    }

    private void checkAttribute(Template template, Reference reference) {
        if (reference.attribute().isEmpty()) {
            return;
        }
        Template.Resource resource = template.resources().get(reference.name());
        if (resource == null || !type(resource.type()).schema().hasAttribute(reference.attribute())) {
            throw new TemplateException("Template error: resource " + reference.name()
                    + " does not support attribute type " + reference.attribute() + " in Fn::GetAtt");
        }
    }

    private ResourceType type(String name) {
        ResourceType type = types.get(name);
        if (type == null) {
            throw new IllegalArgumentException(name);
        }
        return type;
    }
}
