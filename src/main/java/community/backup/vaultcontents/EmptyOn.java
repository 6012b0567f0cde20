package community.backup.vaultcontents;

import community.backup.failure.HandlerFailure;
import java.util.Arrays;
import java.util.Objects;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** When a delete of the resource empties the vault. */
enum EmptyOn {
    /** If the stack is deleted, and with it the root of its stack. */
    STACK_DELETION,
    /** Also if the resource alone is removed or replaced, or has no stack. */
    ANY_DELETION;

    /** What a model says, or the default. */
    static EmptyOn of(ResourceModel model) {
        String text = Objects.requireNonNullElse(model.getEmptyOn(), STACK_DELETION.name());
        return Arrays.stream(values())
                .filter(each -> each.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new HandlerFailure(
                        HandlerErrorCode.InvalidRequest,
                        "EmptyOn must be STACK_DELETION or ANY_DELETION. Correct it."));
    }
}
