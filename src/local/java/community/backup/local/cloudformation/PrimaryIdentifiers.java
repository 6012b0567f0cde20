package community.backup.local.cloudformation;

import community.backup.local.cloudformation.resource.ResourceResult;
import community.backup.local.cloudformation.resource.ResourceResult.Outcome;
import java.util.Optional;
import java.util.function.BiPredicate;

/** The primary identifiers of the resources in all stacks. */
final class PrimaryIdentifiers {
    private final Stacks stacks;
    private boolean refused;

    PrimaryIdentifiers(Stacks stacks) {
        this.stacks = stacks;
    }

    /** From now on, a new resource with the identifier of an existing one fails. */
    void refuseTaken() {
        refused = true;
    }

    /** The stack that has a resource with this identifier; empty if none has. */
    Optional<Stack> holder(String type, String physicalId) {
        return holder(type, physicalId, (stack, resource) -> false);
    }

    /** The result of a create; it fails if another resource has the identifier and this is not allowed. */
    ResourceResult judge(Stack stack, StackResource created, ResourceResult result) {
        if (!refused || !result.succeeded()) {
            return result;
        }
        String id = created.physicalId().orElse("");
        return holder(
                        created.type(),
                        id,
                        (other, its) -> other.equals(stack) && its.logicalId().equals(created.logicalId()))
                .map(other -> new ResourceResult(
                        Outcome.FAILED, result.model(), "", id + " already exists in stack " + other.id()))
                .orElse(result);
    }

    private Optional<Stack> holder(String type, String physicalId, BiPredicate<Stack, StackResource> except) {
        return stacks.present()
                .filter(stack -> stack.resources().values().stream()
                        .anyMatch(resource -> resource.type().equals(type)
                                && resource.physicalId().equals(Optional.of(physicalId))
                                && !except.test(stack, resource)))
                .findFirst();
    }
}
