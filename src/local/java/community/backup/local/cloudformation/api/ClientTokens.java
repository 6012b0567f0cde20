package community.backup.local.cloudformation.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The tokens by which clients repeat a request without carrying it out twice. */
final class ClientTokens {
    private final Map<String, Answered> byToken = new HashMap<>();

    private record Answered(String action, String stack, ObjectNode answer) {}

    /**
     * The answer to a request: that of an earlier one with the same token, or else that of the operation.
     *
     * @throws ApiException if another request had the token
     */
    ObjectNode once(QueryRequest asked, Function<QueryRequest, ObjectNode> operation) {
        String token = asked.text("ClientRequestToken") + asked.text("ClientToken");
        if (token.isEmpty()) {
            return operation.apply(asked);
        }
        Answered earlier = byToken.get(token);
        if (earlier == null) {
            ObjectNode answer = operation.apply(asked);
            byToken.put(token, new Answered(asked.action(), asked.text("StackName"), answer));
            return answer;
        }
        if (!earlier.action().equals(asked.action()) || !earlier.stack().equals(asked.text("StackName"))) {
            throw new ApiException(
                    "TokenAlreadyExistsException", "A request " + earlier.action() + " had the token " + token);
        }
        return earlier.answer();
    }
}
