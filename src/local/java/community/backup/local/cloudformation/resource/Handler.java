package community.backup.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Whatever answers CloudFormation's requests for a resource type: a request in, a progress event out. */
@FunctionalInterface
public interface Handler {
    /**
     * Does one invocation.
     *
     * @throws NoAnswerException if none came in time
     */
    JsonNode invoke(ObjectNode request) throws NoAnswerException;

    /** The handler did not answer; it may have done its work all the same. */
    final class NoAnswerException extends Exception {
        private final String reason;

        /** Says why there is no answer, in a sentence. */
        public NoAnswerException(String reason) {
            super(reason);
            this.reason = reason;
        }

        /** Why there is no answer. */
        public String reason() {
            return reason;
        }
    }
}
