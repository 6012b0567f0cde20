package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.constructs.IConstruct;

/**
 * The order in which CloudFormation deletes the resources of a template: each before the resources that it refers to or
 * depends on.
 */
record DeletionOrder(JsonNode resources) {
    static DeletionOrder of(Stack stack) {
        JsonNode template =
                new ObjectMapper().valueToTree(Template.fromStack(stack).toJSON());
        return new DeletionOrder(template.path("Resources"));
    }

    /** The logical id of a construct's main resource. */
    static String id(Stack stack, IConstruct construct) {
        CfnElement resource = (CfnElement)
                (construct instanceof CfnElement
                        ? construct
                        : Objects.requireNonNull(construct.getNode().getDefaultChild()));
        return Objects.requireNonNull(String.valueOf(stack.resolve(resource.getLogicalId())));
    }

    /** Fails unless the template guarantees that the first resource is deleted before the second. */
    DeletionOrder before(String first, String second) {
        assertThat(reachable(first)).as("what %s needs", first).contains(second);
        return this;
    }

    private Set<String> reachable(String from) {
        Set<String> reached = new HashSet<>();
        collect(from, reached);
        return reached;
    }

    private void collect(String from, Set<String> reached) {
        for (String next : needed(resources.path(from))) {
            if (reached.add(next)) {
                collect(next, reached);
            }
        }
    }

    private Set<String> needed(JsonNode resource) {
        Set<String> needed = new TreeSet<>();
        resource.path("DependsOn").forEach(each -> needed.add(each.asText()));
        needed.add(resource.path("DependsOn").asText());
        resource.findValues("Ref").forEach(each -> needed.add(each.asText()));
        resource.findValues("Fn::GetAtt")
                .forEach(each -> needed.add(each.path(0).asText()));
        needed.removeIf(each -> !resources.has(each));
        return needed;
    }
}
