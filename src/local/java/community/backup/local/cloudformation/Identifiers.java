package community.backup.local.cloudformation;

import community.backup.local.cloudformation.resource.ResourceResult;
import community.backup.local.cloudformation.resource.ResourceResult.Outcome;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Which primary identifiers the resources of all stacks have. */
final class Identifiers {
    private final Stacks stacks;
    private boolean refused;

    Identifiers(Stacks stacks) {
        this.stacks = stacks;
    }

    /** A new resource cannot have the identifier of another one from now on. */
    void refuseTaken() {
        refused = true;
    }

    /** The stack that holds a resource of that identifier. */
    Optional<Stack> holder(String type, String physicalId) {
        return holder(type, physicalId, (stack, resource) -> false);
    }

    /** How the creation of a resource ends: badly, where another one has its identifier and it must not be taken. */
    ResourceResult judge(Stack stack, StackResource made, ResourceResult result) {
        if (!refused || !result.succeeded()) {
            return result;
        }
        String id = made.physicalId().orElse("");
        return holder(
                        made.type(),
                        id,
                        (other, its) -> other.equals(stack) && its.logicalId().equals(made.logicalId()))
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
