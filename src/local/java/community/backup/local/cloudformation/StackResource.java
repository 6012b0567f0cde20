package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.template.DeletionPolicy;
import community.backup.local.cloudformation.template.Template;
import java.util.Optional;
import java.util.Set;

/**
 * A resource that a stack holds.
 *
 * @param properties what the template asks for, resolved
 * @param model what the handler said last: identifier and read-only properties
 * @param physicalId empty as long as the handler has not told the identifier
 * @param dependencies the logical ids that it needs first
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

    /** A resource that a template asks for and that does not exist yet. */
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

    /** What the handler gets: the template's properties, and the identifier, which the template cannot hold. */
    ObjectNode propertiesWith(ObjectNode identifier) {
        ObjectNode all = properties.deepCopy();
        all.setAll(identifier);
        return all;
    }
}
