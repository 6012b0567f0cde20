package community.backup.local.cloudformation;

import community.backup.local.cloudformation.template.Expression;
import community.backup.local.cloudformation.template.Expression.Reference;
import community.backup.local.cloudformation.template.Template;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.List;

/** Checks a template against the schemas of its types, before any resource is created. */
final class TemplateCheck {
    private final Engine engine;

    TemplateCheck(Engine engine) {
        this.engine = engine;
    }

    void check(Template template) {
        List<String> unknown = template.resources().values().stream()
                .map(Template.DeclaredResource::type)
                .filter(type -> !engine.typeNames().contains(type))
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            throw new TemplateException("Template format error: Unrecognized resource types: " + unknown
                    + "; the local CloudFormation knows "
                    + String.join(", ", engine.typeNames()));
        }
        template.resources().values().forEach(this::checkProperties);
        template.values().flatMap(Expression::references).forEach(reference -> checkAttribute(template, reference));
    }

    private void checkProperties(Template.DeclaredResource resource) {
        List<String> objections = engine.schema(resource.type())
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
        Template.DeclaredResource resource = template.resources().get(reference.name());
        if (resource == null || !engine.schema(resource.type()).hasAttribute(reference.attribute())) {
            throw new TemplateException("Template error: resource " + reference.name()
                    + " does not support attribute type " + reference.attribute() + " in Fn::GetAtt");
        }
    }
}
