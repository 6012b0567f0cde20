package community.backup.local.teardown;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A handler of deletes, of whatever resource type, as CloudFormation knows it. */
@FunctionalInterface
interface InvokedHandler {
    /** How an invocation ended. */
    enum HandlerStatus {
        IN_PROGRESS,
        SUCCESS,
        FAILED
    }

    /**
     * An invocation's answer.
     *
     * @param delay the least time until the next invocation
     * @param kept what the next invocation gets back
     */
    record HandlerAnswer(
            HandlerStatus status, Duration delay, @Nullable ObjectNode kept) {}

    /**
     * Begins an invocation.
     *
     * @param kept what the invocation before this one left; null in the first
     * @param then hears the answer
     */
    void invoke(TeardownAccount account, Target target, @Nullable ObjectNode kept, Consumer<HandlerAnswer> then);
}
