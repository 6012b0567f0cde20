package community.backup.local.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;

/** The meaning of the names in a template during an operation on its stack. */
public interface Scope {
    /**
     * The value of {@code Ref}: a parameter's value, a pseudo parameter, or a resource's physical id. A missing node
     * removes the property.
     */
    JsonNode ref(String name);

    /** The value of {@code Fn::GetAtt}. */
    JsonNode attribute(String logicalId, String attribute);

    /** The value of another stack's export. */
    JsonNode imported(String exportName);

    /** Whether a condition of the template is true. */
    boolean holds(String condition);
}
