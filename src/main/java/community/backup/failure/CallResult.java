package community.backup.failure;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of a call of a service: a value or a failure. The caller can give a failure another meaning. For example,
 * a missing recovery point is an error for a read and the goal of a delete.
 *
 * @param value null if the call failed
 * @param failure null if the call succeeded
 */
public record CallResult<T>(@Nullable T value, @Nullable ServiceFailure failure) {

    /** The result of a call that succeeded. */
    public static <T> CallResult<T> of(T value) {
        return new CallResult<>(value, null);
    }

    /** The result of a call that failed. */
    public static <T> CallResult<T> failed(ServiceFailure failure) {
        return new CallResult<>(null, failure);
    }

    /**
     * The value.
     *
     * @throws ServiceFailure if the call failed
     */
    public T orThrow() {
        if (failure != null) {
            throw failure;
        }
        if (value == null) {
            throw new IllegalStateException("an answer without a value and without a failure");
        }
        return value;
    }

    /**
     * The value; empty if the requested resource does not exist.
     *
     * @throws ServiceFailure if the call failed for another reason
     */
    public Optional<T> unlessMissing() {
        return failedAs(ErrorKind.MISSING) ? Optional.empty() : Optional.of(orThrow());
    }

    /** Whether the call failed with an error of this kind. */
    public boolean failedAs(ErrorKind kind) {
        return failure != null && failure.kind() == kind;
    }

    /** The message of the failure; empty if the call succeeded. */
    public String message() {
        return failure == null ? "" : failure.getMessage();
    }

    /** A failed result that replaces this one. */
    public CallResult<T> insteadFailed(ServiceFailure other) {
        return failed(other);
    }
}
