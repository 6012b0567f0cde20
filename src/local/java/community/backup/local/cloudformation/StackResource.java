package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.template.DeletionPolicy;
import community.backup.local.cloudformation.template.Template;
import java.util.Optional;
import java.util.Set;

/**
 * A resource of a stack.
 *
 * @param properties the properties in the template, resolved
 * @param model the model that the handler returned last, with the identifier and the read-only properties
 * @param physicalId empty as long as the handler has not returned the identifier
 * @param dependencies the logical ids of the resources that it depends on
 */
record StackResource(
        String logicalId,
        String type,
        ObjectNode properties,
        ObjectNode model,
        Optional<String> physicalId,
        Set<String> dependencies,
        DeletionPolicy deletionPolicy,
        DeletionPolicy updateReplacePolicy) {

    /** A resource in a template that does not exist yet. */
    static StackResource wanted(Template template, String logicalId, ObjectNode properties) {
        Template.DeclaredResource declared = template.resource(logicalId);
        return new StackResource(
                logicalId,
                declared.type(),
                properties,
                properties.objectNode(),
                Optional.empty(),
                template.dependencies(logicalId),
                declared.deletionPolicy(),
                declared.updateReplacePolicy());
    }

    StackResource identified(Optional<String> id, ObjectNode newModel) {
        return new StackResource(
                logicalId, type, properties, newModel, id, dependencies, deletionPolicy, updateReplacePolicy);
    }

    /** The properties for the handler: those in the template, and the identifier, which the template cannot contain. */
    ObjectNode propertiesWith(ObjectNode identifier) {
        ObjectNode all = properties.deepCopy();
        all.setAll(identifier);
        return all;
    }
}
