package community.backup.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A handler of a resource type: it answers a request of CloudFormation with a progress event. */
@FunctionalInterface
public interface ResourceHandler {
    /**
     * Does one invocation.
     *
     * @return the answer; fails with {@link NoAnswerException} if none arrived in time
     */
    CompletionStage<JsonNode> invoke(ObjectNode request);

    /** The handler did not answer. It may still have done its work. */
    final class NoAnswerException extends Exception {
        private final String reason;
        private final Duration noticed;

        /** An exception with the reason, as a sentence. */
        public NoAnswerException(String reason) {
            this(reason, Duration.ZERO);
        }

        /**
         * An exception with the reason, as a sentence.
         *
         * @param noticed the time until CloudFormation notices, if that time has not passed yet
         */
        public NoAnswerException(String reason, Duration noticed) {
            super(reason);
            this.reason = reason;
            this.noticed = noticed;
        }

        /** The reason, as a sentence. */
        public String reason() {
            return reason;
        }

        Duration noticed() {
            return noticed;
        }
    }
}
