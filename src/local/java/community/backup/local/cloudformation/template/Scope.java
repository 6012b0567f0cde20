package community.backup.local.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;

/** What the names in a template stand for while its stack is worked on. */
public interface Scope {
    /**
     * What {@code Ref} gives: a parameter's value, a pseudo parameter, or a resource's physical id. A missing node
     * removes the property.
     */
    JsonNode ref(String name);

    /** What {@code Fn::GetAtt} gives. */
    JsonNode attribute(String logicalId, String attribute);

    /** What another stack exports by that name. */
    JsonNode imported(String exportName);

    /** Whether a condition of the template holds. */
    boolean holds(String condition);
}
