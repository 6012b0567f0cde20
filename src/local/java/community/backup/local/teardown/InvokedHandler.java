package community.backup.local.teardown;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A delete handler of any resource type, as CloudFormation invokes it. */
@FunctionalInterface
interface InvokedHandler {
    /** The status in a handler's answer. */
    enum HandlerStatus {
        IN_PROGRESS,
        SUCCESS,
        FAILED
    }

    /**
     * An invocation's answer.
     *
     * @param delay the least time until the next invocation
     * @param context the context for the next invocation
     */
    record HandlerAnswer(
            HandlerStatus status, Duration delay, @Nullable ObjectNode context) {}

    /**
     * Begins an invocation.
     *
     * @param context the context from the previous invocation; null in the first
     * @param then gets the answer
     */
    void invoke(TeardownAccount account, Target target, @Nullable ObjectNode context, Consumer<HandlerAnswer> then);
}
