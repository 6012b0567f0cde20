package community.backup.failure;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a call of the service came out: a value, or a failure that the caller may give a meaning of its own. What is missing
 * is an error to one caller and the goal of another.
 */
public record CallResult<T>(@Nullable T value, @Nullable ServiceFailure failure) {

    /** A value. */
    public static <T> CallResult<T> of(T value) {
        return new CallResult<>(value, null);
    }

    /** A failure. */
    public static <T> CallResult<T> failed(ServiceFailure failure) {
        return new CallResult<>(null, failure);
    }

    /** The value; throws the failure. */
    public T orThrow() {
        if (failure != null) {
            throw failure;
        }
        if (value == null) {
            throw new IllegalStateException("an answer without a value and without a failure");
        }
        return value;
    }

    /** The value, or empty where what was asked for does not exist; throws any other failure. */
    public Optional<T> unlessMissing() {
        return failedAs(ErrorKind.MISSING) ? Optional.empty() : Optional.of(orThrow());
    }

    /** Whether it failed, in that way. */
    public boolean failedAs(ErrorKind kind) {
        return failure != null && failure.kind() == kind;
    }

    /** What the failure says; empty without one. */
    public String message() {
        return failure == null ? "" : failure.getMessage();
    }

    /** The same with another failure. */
    public CallResult<T> insteadFailed(ServiceFailure other) {
        return failed(other);
    }
}
