package community.backup.vaultcontents;

import community.backup.failure.FailureCode;
import community.backup.failure.HandlerFailure;
import java.util.Arrays;
import java.util.Objects;

/** When a delete of the resource empties the vault. */
enum EmptyOn {
    /** Only if both the stack and its root stack are being deleted. */
    STACK_DELETION,
    /** Also if only the resource is removed or replaced, or if it has no stack. */
    ANY_DELETION;

    /**
     * The model's EmptyOn; STACK_DELETION if it has none.
     *
     * @throws HandlerFailure with the code InvalidRequest if the model has another text
     */
    static EmptyOn of(ResourceModel model) {
        String text = Objects.requireNonNullElse(model.getEmptyOn(), STACK_DELETION.name());
        return Arrays.stream(values())
                .filter(each -> each.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new HandlerFailure(
                        FailureCode.INVALID_PROPERTY, "EmptyOn must be STACK_DELETION or ANY_DELETION. Correct it."));
    }
}
