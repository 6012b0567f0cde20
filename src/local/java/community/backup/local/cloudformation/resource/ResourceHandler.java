package community.backup.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A handler of a resource type: it answers a request of CloudFormation with a progress event. */
@FunctionalInterface
public interface ResourceHandler {
    /** Does one invocation; fails with {@link NoAnswerException} if no answer came in time. */
    CompletionStage<JsonNode> invoke(ObjectNode request);

    /** The handler did not answer; it may have done its work all the same. */
    final class NoAnswerException extends Exception {
        private final String reason;
        private final Duration noticed;

        /** Says why there is no answer, in a sentence. */
        public NoAnswerException(String reason) {
            this(reason, Duration.ZERO);
        }

        /**
         * Says why there is no answer.
         *
         * @param noticed how much later CloudFormation notices, where that time has not passed yet
         */
        public NoAnswerException(String reason, Duration noticed) {
            super(reason);
            this.reason = reason;
            this.noticed = noticed;
        }

        /** Why there is no answer. */
        public String reason() {
            return reason;
        }

        Duration noticed() {
            return noticed;
        }
    }
}
